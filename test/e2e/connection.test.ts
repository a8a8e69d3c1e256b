/** The server goes and comes back, as a WLAN does: the page says so, retries and resumes. */
import { servedSite } from '../kit/sites.ts';
import { test } from '../kit/story.ts';

test('a lost broker is said in the header, tried again, and the subscriber is back by itself', async ({ open }) => {
  const first = await servedSite();
  const { port, mqttPort } = first.server;
  // What a page cannot reach, its console calls an error.
  const lesson = await open({ url: first.url, mayFail: true });
  const header = lesson.page.getByRole('banner');
  await header.getByText(`127.0.0.1:${port}`).first().waitFor();
  await lesson.type(1, 'mosquitto_sub -t piandmore/test');
  await lesson.done('subscribe');

  await first.close();
  await header.getByText(/lost/i).first().waitFor();
  await lesson.type(2, 'mosquitto_pub -t piandmore/test -m "into the void"');
  await lesson.shows(2, /Connection refused/);

  const second = await servedSite({ port, mqttPort });
  await header
    .getByText(/connected/i)
    .first()
    .waitFor({ timeout: 20_000 });
  // mosquitto_sub comes back by itself, as the real one does; the learner publishes until it has.
  await lesson.type(2, 'until false; do mosquitto_pub -t piandmore/test -m "here again"; sleep 0.5; done');
  await lesson.shows(1, /^here again$/m);
  await lesson.close();
  await second.close();
});
