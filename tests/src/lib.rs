//! Scenarios, properties and the rules of the house.
