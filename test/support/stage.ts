/** The one stage of all tests from end to end: a node in a process of its own, a business, its shop, its desk, and Chromium. */
import { after, before } from 'node:test';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { startShop } from '../../demo/shop/server.js';
import type { Shop, ShopOptions } from '../../demo/shop/server.js';
import type { DeskEngine } from '../../src/chat/desk/desk-engine.js';
import { DeskPage } from './desk-page.js';
import { NodeProcess } from './node-process.js';
import { Panel } from './panel.js';
import { setUp } from './people.js';
import { setUpOverHttp, setupToken, temporaryFolder } from './test-node.js';
import { useWindows } from './windows.js';
import type { Windows, WindowsOptions } from './windows.js';

export interface StageOptions extends WindowsOptions {
  /** Who answers: an agent at the desk's page, her engine in this process, nobody, or whom the test sets up itself. */
  readonly desk?: 'page' | 'engine' | 'nobody' | 'own';
  /** More variables of the node's environment, asked for when it starts. */
  readonly environment?: () => NodeJS.ProcessEnv;
}

export class Stage {
  readonly #options: StageOptions;
  readonly #windows: Windows;
  /** Ends what was begun, last first. */
  readonly #endings: (() => unknown)[] = [];
  #node: NodeProcess | undefined;
  #token: string | undefined;
  #business: string | undefined;
  #shop: Shop | undefined;
  #desk: DeskPage | undefined;
  #engine: DeskEngine | undefined;

  constructor(options: StageOptions, windows: Windows) {
    this.#options = options;
    this.#windows = windows;
  }

  /** Can be killed, and started again on the same port. */
  get node(): NodeProcess {
    return made(this.#node);
  }

  /** Sets one business up, once. */
  get token(): string {
    return made(this.#token);
  }

  /** Fingerprint of the business. */
  get business(): string {
    return made(this.#business);
  }

  get shop(): Shop {
    return made(this.#shop);
  }

  get desk(): DeskPage {
    return made(this.#desk);
  }

  get engine(): DeskEngine {
    return made(this.#engine);
  }

  get browser(): Browser {
    return this.#windows.browser;
  }

  /** A browser of its own: one made in a test ends with it, others with the suite. */
  newContext(options?: BrowserContextOptions): Promise<BrowserContext> {
    return this.#windows.newContext(options);
  }

  /** A page in a browser of its own. */
  newPage(options?: BrowserContextOptions, browser?: Browser): Promise<Page> {
    return this.#windows.newPage(options, browser);
  }

  /** Another shop of the business, on an origin of its own. */
  async openShop(options: Partial<ShopOptions> = {}): Promise<Shop> {
    const shop = await startShop({
      port: 0,
      nodeOrigin: this.node.origin,
      business: this.business,
      ...options,
    });
    this.#endings.push(() => shop.close());
    return shop;
  }

  /** The business was set up: its shop opens. */
  async opensFor(business: string): Promise<void> {
    this.#business = business;
    this.#shop = await this.openShop();
  }

  /** Sets the business up at a page, whose desk is the stage's from now on. */
  async setUpAt(page: Page, member?: string): Promise<DeskPage> {
    this.#desk = new DeskPage(page);
    await this.opensFor(await this.desk.setUp(this.node.origin, this.token, member));
    return this.desk;
  }

  /** A customer's panel, open on a page of the shop. */
  async visit(path: string, page?: Page): Promise<Panel> {
    const panel = new Panel(page ?? (await this.newPage()));
    await panel.page.goto(this.shop.origin + path);
    await panel.open();
    return panel;
  }

  /** A customer asks on a product page and is answered: from here on the two browsers look for each other. */
  async meet(words: string, page?: Page): Promise<Panel> {
    const panel = await this.visit('/products/oak-shelf', page);
    await panel.write(words);
    await this.desk.select(words);
    await this.desk.write(`Good day. ${words}`);
    await panel.shows(`Good day. ${words}`);
    return panel;
  }

  async open(): Promise<void> {
    const { desk = 'page', environment } = this.#options;
    const folder = temporaryFolder();
    this.#endings.push(() => {
      folder[Symbol.dispose]();
    });
    this.#token = await setupToken(folder.path);
    this.#node = new NodeProcess(folder.path, environment?.());
    this.#endings.push(() => this.node.kill());
    await this.node.start();
    const { origin } = this.node;
    if (desk === 'page') await this.setUpAt(await this.newPage());
    else if (desk === 'nobody') await this.opensFor((await setUpOverHttp(origin, this.token)).shop.id);
    else if (desk === 'engine') {
      const { desk: engine, business } = await setUp(origin, this.token);
      this.#engine = engine;
      this.#endings.push(() => {
        engine.suspend();
      });
      await this.opensFor(business);
    }
  }

  async close(): Promise<void> {
    for (const end of this.#endings.toReversed()) await end();
  }
}

function made<Thing>(thing: Thing | undefined): Thing {
  if (thing === undefined) throw new Error('this stage has no such thing, or not yet');
  return thing;
}

/** A stage for the suite in which this is called; it is there in the suite's own `before`, and ends with it. */
export function useStage(options: StageOptions = {}): Stage {
  const stage = new Stage(options, useWindows(options));
  before(() => stage.open());
  after(() => stage.close());
  return stage;
}
