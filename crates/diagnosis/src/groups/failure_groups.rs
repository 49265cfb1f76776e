//! Machines that fail in the same way, and what they share that the others do not have.

use std::collections::BTreeMap;

use report::{Finding, FlowVerdict, MachineGroup, Report};

use crate::groups::machine_properties::{MachineProperty, SERVER, server_of};
use crate::render::scoping::share::percent;
use crate::sort;

/// The maximum number of groups; the machines of the smallest ones are counted together.
const MOST_GROUPS: usize = 40;

/// The maximum number of shared properties of a group.
const MOST_SHARED: usize = 5;

/// By how many percent a value must be more frequent in a group than among the other machines.
const CONTRAST: usize = 30;

/// What machines of a group have in common: how the verdict of each came about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum FailureSignature {
    /// A finding of the verdict: its flow, step, code, and the server of the run.
    Failed { flow: String, step: String, code: Option<String>, server: Option<String> },
    /// The verdict is good, and no finding is part of it.
    Good,
    /// There is no verdict: the logs do not show how a run ended.
    Open,
}

/// A group while it is collected: the places of its machines.
#[derive(Default)]
struct CollectedGroup {
    machines: Vec<usize>,
    finding: Option<String>,
}

/// The groups of these machines, those that fail first, each with more machines before fewer. `properties` are those of
/// each machine.
pub(crate) fn failure_groups(machines: &[Report], properties: &[Vec<MachineProperty>]) -> Vec<MachineGroup> {
    let mut collected: BTreeMap<FailureSignature, CollectedGroup> = BTreeMap::new();
    for (at, machine) in machines.iter().enumerate() {
        let finding = leading_finding(machine);
        let group = collected.entry(signature_of(machine, finding)).or_default();
        group.machines.push(at);
        if group.finding.is_none() {
            group.finding = finding.map(|finding| finding.id.clone());
        }
    }
    let mut groups: Vec<(FailureSignature, CollectedGroup)> = collected.into_iter().collect();
    let kind = |signature: &FailureSignature| match signature {
        FailureSignature::Failed { .. } => 0,
        FailureSignature::Open => 1,
        FailureSignature::Good => 2,
    };
    sort::by(&mut groups, |a, b| {
        let key = |group: &(FailureSignature, CollectedGroup)| {
            (kind(&group.0), usize::MAX - group.1.machines.len())
        };
        (key(a), &a.0).cmp(&(key(b), &b.0))
    });
    let failing: Vec<usize> = groups
        .iter()
        .filter(|(signature, _)| kind(signature) == 0)
        .flat_map(|(_, group)| group.machines.iter().copied())
        .collect();
    let context = GroupContext {
        machines,
        properties,
        values: ValueCounts::of(0..machines.len(), properties),
        failing,
    };
    let rest = if groups.len() > MOST_GROUPS { groups.split_off(MOST_GROUPS) } else { Vec::new() };
    let mut rows: Vec<MachineGroup> =
        groups.iter().map(|(signature, group)| context.row(signature, group)).collect();
    if !rest.is_empty() {
        let others: Vec<usize> = rest.iter().flat_map(|(_, group)| group.machines.iter().copied()).collect();
        rows.push(MachineGroup {
            summary: format!(
                "{} of {} machines are in {} smaller groups.",
                others.len(),
                machines.len(),
                rest.len()
            ),
            finding: None,
            machines: context.names(&others),
            shared: Vec::new(),
        });
    }
    rows
}

/// The finding that the verdict of a machine is about.
fn leading_finding(machine: &Report) -> Option<&Finding> {
    let id = machine.headline.finding.as_ref()?;
    machine.findings.iter().find(|finding| finding.id == *id)
}

fn signature_of(machine: &Report, finding: Option<&Finding>) -> FailureSignature {
    match (finding, machine.headline.verdict) {
        (Some(finding), _) => FailureSignature::Failed {
            flow: finding.flow.clone(),
            step: finding.step.clone(),
            code: finding.outer_code.clone().or_else(|| finding.code.clone()),
            server: server_of(machine).filter(|_| finding.last_run.is_some()),
        },
        (None, FlowVerdict::Ok | FlowVerdict::Skipped) => FailureSignature::Good,
        (None, FlowVerdict::Failed | FlowVerdict::Stopped) => FailureSignature::Failed {
            flow: machine.flows.first().map_or_else(String::new, |flow| flow.flow.clone()),
            step: String::new(),
            code: None,
            server: server_of(machine),
        },
        (None, _) => FailureSignature::Open,
    }
}

/// How many machines have each value of each property, and how many name the property at all.
struct ValueCounts<'p> {
    values: BTreeMap<(&'p str, String), usize>,
    named: BTreeMap<&'p str, usize>,
}

impl<'p> ValueCounts<'p> {
    fn of(machines: impl Iterator<Item = usize>, properties: &'p [Vec<MachineProperty>]) -> Self {
        let mut counts = Self { values: BTreeMap::new(), named: BTreeMap::new() };
        for property in machines.flat_map(|at| properties.get(at).into_iter().flatten()) {
            *counts.values.entry((property.name.as_str(), property.key())).or_default() += 1;
            *counts.named.entry(property.name.as_str()).or_default() += 1;
        }
        counts
    }
}

/// What the groups are compared with.
struct GroupContext<'m> {
    machines: &'m [Report],
    properties: &'m [Vec<MachineProperty>],
    values: ValueCounts<'m>,
    /// The places of the machines that fail.
    failing: Vec<usize>,
}

impl GroupContext<'_> {
    fn row(&self, signature: &FailureSignature, group: &CollectedGroup) -> MachineGroup {
        MachineGroup {
            summary: self.summary(signature, group),
            finding: group.finding.clone(),
            machines: self.names(&group.machines),
            shared: self.shared(signature, &group.machines),
        }
    }

    fn names(&self, places: &[usize]) -> Vec<String> {
        places.iter().filter_map(|&at| self.machines.get(at)).map(|machine| machine.machine.clone()).collect()
    }

    /// The group in one sentence.
    fn summary(&self, signature: &FailureSignature, group: &CollectedGroup) -> String {
        let (count, all) = (group.machines.len(), self.machines.len());
        let share = percent(count, all);
        let of_all = format!("{count} of {all} machines ({share} %)");
        let is_one = count == 1;
        match signature {
            FailureSignature::Good => {
                format!("{of_all} {} no failure in the verdict.", if is_one { "has" } else { "have" })
            }
            FailureSignature::Open => {
                let have = if is_one { "has" } else { "have" };
                format!("{of_all} {have} no result: the logs do not show how a run ended.")
            }
            FailureSignature::Failed { flow, step, code, server } => {
                let first = group.machines.first().and_then(|&at| self.machines.get(at));
                let service =
                    first.and_then(|machine| machine.service_of(leading_finding(machine)?.last_run));
                let at = match knowledge::step_title(flow, step, service) {
                    _ if step.is_empty() => String::new(),
                    title if title.is_empty() => format!(" at step {step}"),
                    title => format!(" at step {step} ({title})"),
                };
                let code = code.as_ref().map_or_else(String::new, |code| format!(" with {code}"));
                let server = server.as_ref().map_or_else(String::new, |url| format!(" against {url}"));
                let fail = if is_one { "fails" } else { "fail" };
                format!("{of_all} {fail}{at}{code}{server}.")
            }
        }
    }

    /// What the machines of a failing group share and most other machines do not have, the clearest contrast first.
    fn shared(&self, signature: &FailureSignature, group: &[usize]) -> Vec<String> {
        if !matches!(signature, FailureSignature::Failed { .. }) || group.len() < 2 {
            return Vec::new();
        }
        let own = ValueCounts::of(group.iter().copied(), self.properties);
        let mut shared: Vec<(usize, String)> = Vec::new();
        for ((name, key), &count) in &own.values {
            let all = self.values.values.get(&(*name, key.clone())).copied().unwrap_or(count);
            let named = self.values.named.get(name).copied().unwrap_or(0);
            let named_here = own.named.get(name).copied().unwrap_or(0);
            let others = (all - count, named - named_here);
            let contrast = self.contrast(count, group.len(), others);
            if let Some(contrast) = contrast {
                let value = self.written(group, name, key);
                let other_machines = self.machines.len() - group.len();
                let what = SharedValue { name, value, count, of: group.len(), others, other_machines };
                shared.push((contrast, what.sentence() + &self.share_of_failing(name, key, group.len())));
            }
        }
        sort::by_key(&mut shared, |(contrast, sentence)| (usize::MAX - contrast, sentence.clone()));
        shared.into_iter().take(MOST_SHARED).map(|(_, sentence)| sentence).collect()
    }

    /// By how many percent a value is more frequent in the group than among the others that name the property; none if
    /// it is no clear difference.
    fn contrast(&self, count: usize, of: usize, (with_it, named): (usize, usize)) -> Option<usize> {
        let own = count * 100 / of.max(1);
        let other = (with_it * 100).checked_div(named)?;
        (count > 1 && own > 50).then(|| own.saturating_sub(other)).filter(|&contrast| contrast >= CONTRAST)
    }

    /// A value as the first machine of the group writes it.
    fn written(&self, group: &[usize], name: &str, key: &str) -> &str {
        let of_group = group.iter().filter_map(|&at| self.properties.get(at)).flatten();
        let mut same = of_group.filter(|property| property.name == name && property.key() == key);
        same.next().map_or("", |property| property.value.as_str())
    }

    /// How many of all failing machines use a server, if more of them fail than this group.
    fn share_of_failing(&self, name: &str, key: &str, of_group: usize) -> String {
        let all = self.failing.len();
        if name != SERVER || all == of_group {
            return String::new();
        }
        let uses = |at: &&usize| {
            let mut own = self.properties.get(**at).into_iter().flatten();
            own.any(|property| property.name == name && property.key() == key)
        };
        let count = self.failing.iter().filter(uses).count();
        format!(" {} % of the failing machines use it.", percent(count, all))
    }
}

/// A value that machines of a group share.
struct SharedValue<'s> {
    name: &'s str,
    value: &'s str,
    count: usize,
    of: usize,
    /// How many other machines have it, and how many name the property.
    others: (usize, usize),
    /// How many other machines there are.
    other_machines: usize,
}

impl SharedValue<'_> {
    fn sentence(&self) -> String {
        let Self { name, value, count, of, others: (with_it, named), other_machines } = self;
        // A machine whose logs do not name the property might have the value too.
        let known = if named == other_machines { "" } else { " whose logs name it" };
        let others = match (with_it, named) {
            (0, 1) => format!("the other one{known} does not"),
            (0, _) => format!("none of the other {named}{known} does"),
            (1, _) => format!("1 of the other {named}{known} does"),
            (with_it, _) => format!("{with_it} of the other {named}{known} do"),
        };
        let have = if *name == SERVER { format!("use {value}") } else { format!("have {name} = {value}") };
        format!("{count} of the {of} {have}; {others}.")
    }
}
