// The client of a bench, in a process of its own: as thin as it can be, since it shares the machine with what it
// measures. Each connection sends its next request when the answer to the last one is there.
import { connect } from 'node:net';

let requests = [];
let connections = 0;
let next = 0;

const HEADERS_END = Buffer.from('\r\n\r\n');

/** Runs until `until`, then lets the answers under way arrive. */
function connection(port, until, latencies, failures) {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true });
    let expected = -1;
    let received = 0;
    let head = null;
    let began = 0;
    const send = () => {
      if (performance.now() >= until) return socket.destroy();
      expected = -1;
      received = 0;
      head = null;
      began = performance.now();
      socket.write(requests[next++ % requests.length]);
    };
    socket.on('connect', send);
    socket.on('data', (chunk) => {
      received += chunk.length;
      if (expected < 0) {
        head = head ? Buffer.concat([head, chunk]) : chunk;
        const end = head.indexOf(HEADERS_END);
        if (end < 0) return;
        const text = head.latin1Slice(0, end);
        if (!text.startsWith('HTTP/1.1 200')) failures.push(text);
        expected = end + 4 + Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
      }
      if (received < expected) return;
      latencies.push(performance.now() - began);
      send();
    });
    socket.on('error', (error) => failures.push(String(error)));
    socket.on('close', resolve);
  });
}

async function run(port, seconds) {
  const latencies = [];
  const failures = [];
  const began = performance.now();
  const until = began + seconds * 1_000;
  await Promise.all(Array.from({ length: connections }, () => connection(port, until, latencies, failures)));
  const took = (performance.now() - began) / 1_000;
  latencies.sort((a, b) => a - b);
  const at = (share) => latencies[Math.floor(latencies.length * share)] ?? 0;
  return {
    requests: latencies.length,
    seconds: took,
    failed: failures.length,
    firstFailure: failures[0],
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    p99Ms: at(0.99),
  };
}

process.on('message', (message) => {
  if (message.requests) {
    requests = message.requests.map((text) => Buffer.from(text));
    connections = message.connections;
    process.send({ ready: true });
  } else {
    void run(message.port, message.seconds).then((result) => process.send(result));
  }
});
