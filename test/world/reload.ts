// What `nginx -t` and `nginx -s reload` are to a real server: reload.ts URL test|reload
const [url = '', act = ''] = process.argv.slice(2);
const response = await fetch(`${url}/${act}`, { method: 'POST' });
process.stderr.write(await response.text());
process.exitCode = response.ok ? 0 : 1;
