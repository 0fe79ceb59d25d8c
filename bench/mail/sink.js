// An SMTP server that takes everything and keeps nothing, in a process of its own: counts messages and bytes.
import { createServer } from 'node:net';

let [messages, bytes] = [0, 0];
const server = createServer((socket) => {
  let [data, rest, length] = [false, '', 0];
  socket.setNoDelay(true);
  socket.write('220 sink\r\n');
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    rest += chunk.toString('latin1');
    for (;;) {
      const end = rest.indexOf(data ? '\r\n.\r\n' : '\r\n');
      if (end < 0) return;
      const line = rest.slice(0, end);
      rest = rest.slice(end + (data ? 5 : 2));
      if (data) {
        [data, length] = [false, line.length];
        messages++;
        bytes += length;
        socket.write('250 taken\r\n');
      } else if (/^DATA/i.test(line)) {
        data = true;
        socket.write('354 go on\r\n');
      } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
      else socket.write('250 yes\r\n');
    }
  });
});
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
process.on('message', () => {
  process.send({ messages, bytes });
  [messages, bytes] = [0, 0];
});
process.on('disconnect', () => process.exit(0));
