// Checks letters: node check.mjs LETTER.html …
// Prints one sentence for each thing that is wrong. Ends with 0 when there is none, 1 when there is, 2 when it could not look.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { caniemail } from 'caniemail';
import { HtmlValidate } from 'html-validate';
import { chromium } from 'playwright-core';

const programs = ['gmail.*', 'outlook.*', 'apple-mail.*'];

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    // A letter has nowhere else to keep its style, and mail programs know no <article>.
    'no-inline-style': 'off',
    'prefer-native-element': 'off',
    // Attributes of tables that CSS replaced everywhere but in Outlook.
    'no-deprecated-attr': 'off',
    'doctype-style': 'off',
    'prefer-tbody': 'off',
    // The renderer closes an image and leaves a line break open: both are right.
    'void-style': 'off',
    // How Outlook is told the width.
    'no-conditional-comment': 'off',
    // The title of a letter is not shown.
    'long-title': 'off',
  },
});

const looks = [
  { name: 'light', colorScheme: 'light', width: 760 },
  { name: 'dark', colorScheme: 'dark', width: 760 },
  { name: 'on a phone', colorScheme: 'light', width: 360 },
  { name: 'on a dark phone', colorScheme: 'dark', width: 360 },
  { name: 'without its style', colorScheme: 'light', width: 760, isBare: true },
];

async function invalid(html) {
  const report = await validator.validateString(html);
  return report.results.flatMap(result => result.messages).map(message => `html-validate, line ${message.line}: ${message.message} (${message.ruleId})`);
}

function unsupported(html) {
  // What is in <style> is for those who understand it: the letter must stand without (the last of the looks). And no page is without a <body>:
  // one that carries nothing loses nothing where it is replaced.
  const bare = html.replace(/<style>[^]*?<\/style>/g, '').replace('<body>', '').replace('</body>', '');
  const issues = caniemail({ clients: programs, html: bare }).issues.errors;
  return [...issues].flatMap(([program, found]) => found.map(issue => `caniemail: ${program} does not know ${issue.title}.`));
}

async function unreadable(browser, file) {
  const found = [];
  for (const look of looks) {
    const context = await browser.newContext({ colorScheme: look.colorScheme, viewport: { width: look.width, height: 900 } });
    const page = await context.newPage();
    page.on('request', request => {
      if (!/^(file|data|cid):/.test(request.url()))
        found.push(`It fetches ${request.url()} when it is opened.`);
    });
    await page.goto(pathToFileURL(resolve(file)).href);
    if (look.isBare)
      await page.evaluate(() => document.querySelectorAll('style').forEach(style => style.remove()));
    await page.addScriptTag({ path: createRequire(import.meta.url).resolve('axe-core') });
    // A letter lies within the page of a mail program, which has the landmarks.
    const result = await page.evaluate(() => axe.run({ rules: { region: { enabled: false }, 'landmark-one-main': { enabled: false } } }));
    for (const violation of result.violations)
      found.push(`axe-core, ${look.name}: ${violation.help} (${violation.id}): ${violation.nodes[0].html.slice(0, 160)}`);
    found.push(...(await page.evaluate(measured, look)).map(sentence => `${look.name}: ${sentence}`));
    found.push(...(await tables(context, page)).map(sentence => `${look.name}: ${sentence}`));
    await context.close();
  }
  return found;
}

// What gives a letter its margins must not be read out as a table; who reads letters aloud decides by the same rules.
async function tables(context, page) {
  const { nodes } = await (await context.newCDPSession(page)).send('Accessibility.getFullAXTree');
  return nodes.filter(node => node.role?.value === 'table').map(() => 'a screen reader is told of a table.');
}

// Runs in the page.
function measured(look) {
  const found = [];
  // Without its style, a word without end makes the letter as wide as it is.
  if (!look.isBare && document.documentElement.scrollWidth > innerWidth)
    found.push(`it is ${document.documentElement.scrollWidth} px wide, on a screen of ${innerWidth}.`);
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { parentElement: element, data } = texts.currentNode;
    const size = parseFloat(getComputedStyle(element).fontSize);
    if (data.trim() && element.checkVisibility() && size < 14)
      found.push(`text of ${size} px is too small: ${data.trim().slice(0, 40)}`);
  }
  return found;
}

async function main(files) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
  let count = 0;
  for (const file of files) {
    const html = await readFile(file, 'utf8');
    const found = [...await invalid(html), ...unsupported(html), ...await unreadable(browser, file)];
    for (const sentence of new Set(found))
      console.log(`${basename(file)}: ${sentence}`);
    count += found.length;
  }
  await browser.close();
  return count === 0 ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.log(`The letters could not be looked at: ${error.message}`);
  process.exitCode = 2;
}
