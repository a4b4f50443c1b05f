import { expect, nextFrame, waitUntil } from '@open-wc/testing';
import type { ConversationRow } from '../../src/chat/model/desk-state.js';
import type { ConversationId, PeerId } from '../../src/wire/ids.js';
import { deep, deepAll, focused, press, shownText } from '../support/deep.js';
import { deskStates, row } from '../support/gallery/desk-fixtures.js';
import { asked, deskIn, drawn, openDesk, publish, type DeskFixture } from './harness.js';

const headingPx = 38;

function many(count: number, change: Partial<ConversationRow> = {}): readonly ConversationRow[] {
  return Array.from({ length: count }, (_, index) =>
    row(`r${index}`, { name: `Customer ${index}`, ...change }),
  );
}

function listOf({ desk }: DeskFixture): HTMLElement {
  return deep(desk, '[part=list]');
}

/** Names of the rows that one sees, in the order of the list. */
function seen(fixture: DeskFixture): readonly string[] {
  const { top, bottom } = listOf(fixture).getBoundingClientRect();
  return deepAll(fixture.desk, '.row')
    .map(element => ({ element, box: element.getBoundingClientRect() }))
    .filter(({ box }) => box.bottom > top + 1 && box.top < bottom - 1)
    .sort((a, b) => a.box.top - b.box.top)
    .map(({ element }) => element.querySelector('.name')?.textContent.trim() ?? '');
}

async function scroll(fixture: DeskFixture, top: number): Promise<void> {
  listOf(fixture).scrollTop = top;
  await nextFrame();
  await nextFrame();
  await drawn(fixture.desk);
}

describe('<secure-chat-list>', () => {
  it('draws what is seen of ten thousand conversations, wherever one scrolls', async function () {
    this.timeout(20_000);
    const fixture = await openDesk({ rows: many(10_000) });
    const list = listOf(fixture);
    await nextFrame();
    const { height } = deep(fixture.desk, '.row').getBoundingClientRect();
    expect(list.scrollHeight).to.be.closeTo(10_000 * height + headingPx, 40);
    expect(shownText(deep(fixture.desk, 'secure-chat-list'))).to.contain('Yours 10,000');
    for (const place of [0, 17, 4_999, 9_999]) {
      await scroll(fixture, headingPx + place * height);
      expect(seen(fixture)).to.include(`Customer ${place}`);
      expect(seen(fixture).length).to.be.at.least(Math.floor(list.clientHeight / height) - 1);
      expect(deepAll(fixture.desk, '.row').length).to.be.lessThan(60);
    }
    const [last] = deepAll(fixture.desk, 'li').slice(-1);
    expect(last?.getAttribute('aria-setsize')).to.equal('10000');
    expect(last?.getAttribute('aria-posinset')).to.equal('10000');
    await expect(fixture.desk).to.be.accessible();
  });

  it('keeps the headings of its sections where they belong', async () => {
    const rows = [
      ...many(30, { section: 'waiting', waitingSince: 1 }),
      ...Array.from({ length: 500 }, (_, index) => row(`y${index}`, { name: `Mine ${index}` })),
      row('c', { name: 'Theirs', section: 'colleagues', colleague: 'Tom' }),
    ];
    const fixture = await openDesk({ rows });
    await nextFrame();
    const { height } = deep(fixture.desk, '.row').getBoundingClientRect();
    await scroll(fixture, 30 * height + headingPx);
    expect(seen(fixture)[0]).to.equal('Mine 0');
    await scroll(fixture, listOf(fixture).scrollHeight);
    expect(seen(fixture).at(-1)).to.equal('Theirs');
    expect(seen(fixture).at(-2)).to.equal('Mine 499');
    const [, , theirs] = deepAll(deep(fixture.desk, 'secure-chat-list'), 'h2');
    const mine = deepAll(fixture.desk, '.row').find(element => element.textContent.includes('Mine 499'));
    expect(theirs?.getBoundingClientRect().top).to.be.closeTo(mine?.getBoundingClientRect().bottom ?? 0, 1);
  });

  it('is one stop of Tab, and is walked through by arrows, Home, End and pages', async () => {
    const fixture = await openDesk({ rows: many(1_000) });
    await nextFrame();
    const at = (): string => focused()?.querySelector('.name')?.textContent.trim() ?? '';
    press(deep(fixture.desk, 'main'), 'j');
    expect(at()).to.equal('Customer 0');
    const steps = [
      ['End', 999],
      ['ArrowDown', 999],
      ['ArrowUp', 998],
      ['Home', 0],
      ['ArrowDown', 1],
    ] as const;
    for (const [key, place] of steps) {
      const active = focused();
      if (active) press(active, key);
      expect(at()).to.equal(`Customer ${place}`);
      await nextFrame();
      expect(seen(fixture)).to.include(`Customer ${place}`);
      expect(deepAll(fixture.desk, '.row[tabindex="0"]')).to.have.length(1);
    }
    const before = seen(fixture).length;
    press(focused() ?? document.body, 'PageDown');
    await nextFrame();
    expect(at()).to.match(/Customer \d+/);
    expect(Number(at().slice(9))).to.be.within(before - 3, before + 2);
  });

  it('keeps the focus on a row that was scrolled away, and goes on from there', async () => {
    const fixture = await openDesk({ rows: many(1_000) });
    await nextFrame();
    press(deep(fixture.desk, 'main'), 'j');
    const first = focused();
    await scroll(fixture, 30_000);
    expect(seen(fixture)).not.to.include('Customer 0');
    expect(focused()).to.equal(first);
    await publish(fixture, { rows: [...many(1_000)] });
    expect(focused()).to.equal(first);
    if (first) press(first, 'ArrowDown');
    await nextFrame();
    expect(focused()?.textContent).to.contain('Customer 1');
    expect(seen(fixture)).to.include('Customer 1');
  });

  it('keeps the focus on a row that moves, and hands it on from one that goes', async () => {
    const rows = many(20);
    const fixture = await openDesk({ rows });
    press(deep(fixture.desk, 'main'), 'j');
    press(focused() ?? document.body, 'ArrowDown');
    const [first, second, ...others] = rows;
    if (!first || !second) throw new Error('no rows');
    await publish(fixture, { rows: [{ ...second, section: 'waiting', waitingSince: 1 }, first, ...others] });
    expect(focused()?.textContent).to.contain('Customer 1');
    await publish(fixture, { rows: [first, ...others] });
    expect(focused()?.textContent).to.contain('Customer 0');
  });

  it('stays where one reads while others come above', async () => {
    const rows = many(500);
    const fixture = await openDesk({ rows });
    await nextFrame();
    await scroll(fixture, 6_000);
    const before = seen(fixture);
    const come = Array.from({ length: 7 }, (_, index) =>
      row(`w${index}`, { name: `New ${index}`, section: 'waiting', waitingSince: index + 1 }),
    );
    await publish(fixture, { rows: [...come, ...rows] });
    await nextFrame();
    expect(seen(fixture)).to.deep.equal(before);
  });

  it('begins at the top of what a search found', async () => {
    const rows = many(500);
    const fixture = await openDesk({ rows });
    await nextFrame();
    await scroll(fixture, 6_000);
    // As the model does: what is searched for is there before what was found.
    await publish(fixture, { search: 'customer' });
    await publish(fixture, { rows: rows.slice(100) });
    await nextFrame();
    expect(seen(fixture)[0]).to.equal('Customer 100');
    await publish(fixture, { search: 'customer 3', rows: rows.slice(3, 4) });
    await nextFrame();
    expect(seen(fixture)).to.deep.equal(['Customer 3']);
  });

  it('draws anew only what changed, and makes no formatter twice', async () => {
    let reads = 0;
    const counted = many(300).map(one =>
      Object.defineProperty({ ...one }, 'lastText', { get: () => (reads++, 'Hello') }),
    );
    const fixture = await openDesk({ rows: counted });
    await nextFrame();
    await drawn(fixture.desk);
    const { NumberFormat } = Intl;
    let made = 0;
    Intl.NumberFormat = new Proxy(NumberFormat, {
      construct: (target, given: ConstructorParameters<typeof NumberFormat>) => (
        made++,
        new target(...given)
      ),
    });
    try {
      reads = 0;
      await publish(fixture, { unread: 7, rows: [...counted] });
      await publish(fixture, { rows: [row('new', { name: 'New' }), ...counted] });
      expect(shownText(fixture.desk)).to.contain('New');
      // One row more may come into what is drawn at its end.
      expect(reads).to.be.at.most(1);
      expect(made).to.equal(0);
    } finally {
      Intl.NumberFormat = NumberFormat;
    }
  });

  it('opens the row that was pressed', async () => {
    const fixture = await openDesk({ rows: many(1_000) });
    await nextFrame();
    await scroll(fixture, 20_000);
    const [name = ''] = seen(fixture).slice(2);
    deepAll(fixture.desk, '.row')
      .find(
        element =>
          element.textContent.includes(`${name} `) ||
          element.querySelector('.name')?.textContent.trim() === name,
      )
      ?.click();
    expect(asked(fixture)).to.deep.equal([{ type: 'select', conversation: `r${name.slice(9)}` }]);
  });

  it('grows with the type of the page', async () => {
    const fixture = await openDesk({ rows: many(100) });
    fixture.desk.style.setProperty('--secure-chat-font-size', '24px');
    await nextFrame();
    await nextFrame();
    await drawn(fixture.desk);
    const [first, second] = deepAll(fixture.desk, '.row').map(element => element.getBoundingClientRect());
    expect(first?.height).to.be.greaterThan(80);
    expect(second?.top).to.be.closeTo(first?.bottom ?? 0, 1);
    await scroll(fixture, listOf(fixture).scrollHeight);
    await waitUntil(() => seen(fixture).includes('Customer 99'));
  });
});

describe('two visitors of one page', () => {
  const on = (id: string): ConversationRow =>
    row(id, { visitor: `v${id.repeat(26)}` as PeerId, pageTitle: 'Oak shelf' });

  it('are told apart by name and colour, in the list, above the thread and while they write', async () => {
    const [one, other] = [on('a'), on('c')];
    const { thread } = deskStates.talk;
    for (const lang of ['en', 'de', 'ar']) {
      const fixture = await deskIn(
        {
          ...deskStates.talk,
          rows: [one, other],
          thread: {
            ...thread,
            id: 'a' as ConversationId,
            visitor: one.visitor,
            name: '',
            typing: one.visitor,
          },
        },
        { lang },
      );
      const names = deepAll(fixture.desk, '.row .name').map(name => name.textContent);
      expect(new Set(names).size).to.equal(2);
      expect(deep(fixture.desk, '#who').textContent).to.equal(names[0]);
      expect(deep(fixture.desk, '.typing').textContent).to.contain(names[0]);
      const faces = deepAll(fixture.desk, '.row .avatar').map(face => getComputedStyle(face).backgroundColor);
      expect(new Set(faces).size).to.equal(2);
      expect(getComputedStyle(deep(fixture.desk, '.thread-pane .avatar')).backgroundColor).to.equal(faces[0]);
    }
  });

  for (const theme of ['light', 'dark'] as const)
    it(`have faces that can be read, ${theme}`, async () => {
      const rows = 'abcdefghijklmnopqrstuvwxyz234567'.split(/(?=.)/).map(on);
      const { desk } = await deskIn({ ...deskStates.waiting, rows }, { theme });
      const list = deep(desk, '[part=list]');
      list.style.blockSize = '3000px';
      list.style.flex = 'none';
      await waitUntil(() => deepAll(desk, '.row').length === rows.length);
      const faces = deepAll(desk, '.row .avatar');
      expect(new Set(faces.map(face => face.className)).size).to.equal(8);
      for (const face of faces) expect(contrast(face), face.className).to.be.at.least(4.5);
    });
});

/** Contrast of letters on their ground (WCAG), as the browser paints them. */
function contrast(element: HTMLElement): number {
  const { color, backgroundColor } = getComputedStyle(element);
  const [bright = 0, dark = 0] = [luminance(color), luminance(backgroundColor)].sort((a, b) => b - a);
  return (bright + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) throw new Error('no canvas');
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = Array.from(context.getImageData(0, 0, 1, 1).data, value => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
