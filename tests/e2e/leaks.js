// Ways to send something from the page, for the tests in every browser. Each function runs in the page.

// Tries what the lock refuses completely; answers with those that were not refused at once. What counts is what the
// servers of traffic.js receive, as beacons and elements report nothing.
export async function leak(own, elsewhere) {
  const passed = [];
  const attempt = async (name, act) => {
    try {
      await act();
      passed.push(name);
    } catch {}
  };
  const element = (name, fields) => document.head.append(Object.assign(document.createElement(name), fields));
  for (const [name, server] of [["own", own], ["elsewhere", elsewhere]]) {
    await attempt(`fetch ${name}`, () => fetch(server + "/fetch"));
    await attempt(`request ${name}`, () => {
      const request = new XMLHttpRequest();
      request.open("GET", server + "/request", false);
      request.send();
    });
    await attempt(`import ${name}`, () => import(server + "/import.js"));
    for (const act of [
      () => navigator.sendBeacon(server + "/beacon"),
      () => new WebSocket(server.replace("http", "ws") + "/socket"),
      () => new EventSource(server + "/events"),
      () => (new Image().src = server + "/image"),
      () => new Audio(server + "/audio").play().catch(() => {}),
      () => element("link", { rel: "stylesheet", href: server + "/style" }),
      () => element("link", { rel: "prefetch", href: server + "/prefetch" }),
      () => element("script", { src: server + "/script" }),
      () => (document.body.style.backgroundImage = `url(${server}/background)`),
    ]) {
      try {
        act();
      } catch {}
    }
  }
  await new Promise((done) => setTimeout(done, 500));
  return passed;
}

// Tries a frame and a form. A browser that refuses them can still have opened a connection, with nothing sent.
export async function frameAndForm(elsewhere) {
  const frame = Object.assign(document.createElement("iframe"), { src: elsewhere + "/frame" });
  const form = Object.assign(document.createElement("form"), { method: "post", action: elsewhere + "/form" });
  document.body.append(frame, form);
  try {
    form.submit();
  } catch {}
  await new Promise((done) => setTimeout(done, 500));
}

// What is left of WebRTC, and whether the page can reach the window that opened it.
export function remains() {
  const webrtc = ["RTCPeerConnection", "webkitRTCPeerConnection", "mozRTCPeerConnection"];
  return [...webrtc.filter((name) => name in window), ...(window.opener ? ["opener"] : [])];
}
