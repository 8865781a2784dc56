(() => {
  'use strict';

  // Everything shown comes from a phone, and so from strangers: it only ever becomes text, never markup.
  const find = id => document.getElementById(id);
  const index = JSON.parse(find('index').textContent);
  const numbers = new Intl.NumberFormat();
  const dayFormat = new Intl.DateTimeFormat(undefined, { dateStyle: 'full' });
  const timeFormat = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
  const momentFormat = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
  const dateFormat = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });

  function make(tag, className, text) {
    const element = document.createElement(tag);
    if (className) {
      element.className = className;
    }

    if (text !== undefined && text !== null) {
      element.textContent = text;
    }

    return element;
  }

  function stamp(seconds, format) {
    const element = make('time');
    const date = new Date(seconds * 1000);
    if (seconds === undefined || Number.isNaN(date.getTime())) {
      return make('span', null, 'no date');
    }

    element.dateTime = date.toISOString();
    element.textContent = format.format(date);
    return element;
  }

  function say(text) {
    find('status').textContent = text;
  }

  // Items lie in parts of some hundred; a part is only parsed when something of it is shown.
  class Items {
    constructor(parts) {
      this.parts = parts;
      this.starts = [];
      this.count = 0;
      for (const [, count] of parts) {
        this.starts.push(this.count);
        this.count += count;
      }
    }

    static parsed = new Map();

    static part(number) {
      let items = Items.parsed.get(number);
      if (!items) {
        items = JSON.parse(find('p' + number).textContent);
        Items.parsed.set(number, items);
        if (Items.parsed.size > 60) {
          Items.parsed.delete(Items.parsed.keys().next().value);
        }
      }

      return items;
    }

    slice(from, to) {
      const found = [];
      for (let i = 0; i < this.parts.length && this.starts[i] < to; i++) {
        const [number, count] = this.parts[i];
        if (this.starts[i] + count > from) {
          const items = Items.part(number);
          found.push(...items.slice(Math.max(0, from - this.starts[i]), to - this.starts[i]));
        }
      }

      return found;
    }

    // Looks through all parts without keeping the page from answering.
    async filter(fits, isStale) {
      const found = [];
      for (let i = 0; i < this.parts.length; i++) {
        for (const item of Items.part(this.parts[i][0])) {
          if (fits(item)) {
            found.push(item);
          }
        }

        if (i % 10 === 9) {
          await new Promise(resolve => setTimeout(resolve));
          if (isStale()) {
            return null;
          }
        }
      }

      return found;
    }
  }

  class Found {
    constructor(items) {
      this.items = items;
      this.count = items.length;
    }

    slice(from, to) {
      return this.items.slice(from, to);
    }
  }

  // Shows a page of items, with buttons to the others above and below.
  class Pages {
    constructor(place, size, noun, show, fromEnd) {
      Object.assign(this, { place, size, noun, show, fromEnd });
      this.body = make('div');
      this.bars = [this.bar(), this.bar()];
      place.replaceChildren(this.bars[0].element, this.body, this.bars[1].element);
    }

    bar() {
      const element = make('div', 'pager');
      const label = make('span');
      element.append(label);
      const buttons = [['First', () => 0], ['Earlier', () => this.page - 1], ['Later', () => this.page + 1],
        ['Last', () => this.last]].map(([text, target]) => {
        const label = this.fromEnd ? text : { Earlier: 'Previous', Later: 'Next' }[text] || text;
        const button = make('button', 'button', label);
        button.type = 'button';
        button.addEventListener('click', () => this.go(target(), true));
        element.append(button);
        return button;
      });
      return { element, label, buttons };
    }

    open(items) {
      this.items = items;
      this.last = Math.max(0, Math.ceil(items.count / this.size) - 1);
      this.go(this.fromEnd ? this.last : 0, false);
    }

    go(page, byUser) {
      this.page = Math.min(Math.max(page, 0), this.last);
      const from = this.page * this.size;
      const to = Math.min(from + this.size, this.items.count);
      const text = this.items.count === 0
        ? `No ${this.noun}`
        : `${numbers.format(from + 1)}–${numbers.format(to)} of ${numbers.format(this.items.count)} ${this.noun}`;
      this.body.replaceChildren(this.show(this.items.slice(from, to)));
      for (const bar of this.bars) {
        bar.label.textContent = text;
        bar.element.hidden = this.last === 0 && bar !== this.bars[0];
        bar.buttons.forEach((button, i) => {
          button.hidden = this.last === 0;
          button.disabled = i < 2 ? this.page === 0 : this.page === this.last;
        });
      }

      if (byUser) {
        say(text);
        this.place.scrollIntoView({ block: 'start' });
      }
    }
  }

  // A search field over a list of pages.
  function search(field, items, pages, textOf) {
    let run = 0;
    let timer = 0;
    field.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(async () => {
        const mine = ++run;
        const words = field.value.trim().toLocaleLowerCase();
        if (!words) {
          pages.open(items);
          return;
        }

        const found = await items.filter(
          item => textOf(item).toLocaleLowerCase().includes(words), () => mine !== run);
        if (found) {
          pages.open(new Found(found));
          say(`${numbers.format(found.length)} found`);
        }
      }, 150);
    });
  }

  // Lists of buttons are walked through with the arrow keys.
  function walkWithArrows(list) {
    list.addEventListener('keydown', event => {
      const step = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
      const buttons = [...list.querySelectorAll('button')];
      const at = buttons.indexOf(document.activeElement);
      if (step && at >= 0) {
        event.preventDefault();
        buttons[Math.min(Math.max(at + step, 0), buttons.length - 1)].focus();
      }
    });
  }

  function choose(list, button) {
    list.querySelector('[aria-current]')?.removeAttribute('aria-current');
    button.setAttribute('aria-current', 'true');
  }

  const dayOf = seconds => Math.floor((seconds - new Date(seconds * 1000).getTimezoneOffset() * 60) / 86400);

  function showMessages(messages) {
    const list = make('ol', 'messages');
    let day = null;
    let who = null;
    for (const message of messages) {
      if (message.t !== undefined && dayOf(message.t) !== day) {
        day = dayOf(message.t);
        who = null;
        const separator = make('li', 'day');
        separator.append(stamp(message.t, dayFormat));
        list.append(separator);
      }

      if (message.e) {
        list.append(make('li', 'event', message.e));
        who = null;
        continue;
      }

      const item = make('li', message.m ? 'message mine' : 'message');
      const sender = message.m ? 'You' : message.s || '';
      if (sender !== who) {
        item.append(make('p', message.m ? 'unseen' : 'who', sender + (message.m ? ':' : '')));
        who = sender;
      }

      const bubble = make('div', 'bubble', message.x);
      for (const file of message.a || []) {
        bubble.append(make('span', 'file', file));
      }

      const meta = make('p', 'meta');
      if (message.t !== undefined) {
        meta.append(stamp(message.t, timeFormat));
      }

      const extras = [...(message.f || []), ...(message.r || [])];
      if (extras.length) {
        meta.append((message.t === undefined ? '' : ' · ') + extras.join(' · '));
      }

      item.append(bubble, meta);
      list.append(item);
    }

    return messages.length ? list : make('p', 'empty', 'No messages.');
  }

  function setUpMessages() {
    const list = find('chats');
    const pages = new Pages(find('chat'), 200, 'messages', showMessages, true);
    const title = find('chat-title');
    const searchAll = find('message-search');
    const all = new Items(index.chats.flatMap(chat => chat.p));
    let more = false;
    const open = (chat, button) => {
      choose(list, button);
      title.textContent = chat.n;
      pages.open(new Items(chat.p));
    };
    const fill = () => {
      const words = find('chat-search').value.trim().toLocaleLowerCase();
      const fitting = index.chats.filter(chat => !words || chat.n.toLocaleLowerCase().includes(words));
      const shown = more ? fitting : fitting.slice(0, 100);
      list.replaceChildren(...shown.map(chat => {
        const item = make('li');
        const button = make('button');
        button.type = 'button';
        const line = make('small');
        const count = `${numbers.format(chat.c)} ${chat.c === 1 ? 'message' : 'messages'}`;
        line.append(make('span', null, `${count} · ${chat.s}`));
        if (chat.l !== undefined) {
          line.append(stamp(chat.l, dateFormat));
        }

        button.append(make('b', null, chat.n), line);
        button.addEventListener('click', () => open(chat, button));
        item.append(button);
        return item;
      }));
      if (shown.length < fitting.length) {
        const item = make('li');
        const button = make('button', null, `Show all ${numbers.format(fitting.length)}`);
        button.type = 'button';
        button.addEventListener('click', () => { more = true; fill(); });
        item.append(button);
        list.append(item);
      }
    };
    fill();
    find('chat-search').addEventListener('input', fill);
    walkWithArrows(list);
    if (index.chats.length) {
      open(index.chats[0], list.querySelector('button'));
    }

    search(searchAll, all, {
      open(items) {
        if (items instanceof Found) {
          list.querySelector('[aria-current]')?.removeAttribute('aria-current');
          title.textContent = 'Found in all conversations';
          items.items.sort((a, b) => (a.t || 0) - (b.t || 0));
          pages.open(items);
        } else if (index.chats.length) {
          open(index.chats[0], list.querySelector('button'));
        }
      },
    }, message => `${message.x || ''} ${message.s || ''} ${(message.a || []).join(' ')}`);
  }

  function facts(pairs) {
    const list = make('dl', 'facts');
    for (const [name, value] of pairs) {
      if (value !== undefined && value !== null && value !== '') {
        const pair = make('div');
        const text = make('dd');
        text.append(value);
        pair.append(make('dt', null, name), text);
        list.append(pair);
      }
    }

    return list;
  }

  function picture(data, description) {
    const image = make('img');
    image.src = data;
    image.alt = description;
    image.loading = 'lazy';
    image.decoding = 'async';
    return image;
  }

  function setUpPhotos() {
    const dialog = find('photo');
    const pages = new Pages(find('photo-pages'), 120, 'photos and videos', photos => {
      const grid = make('div', 'photos');
      for (const photo of photos) {
        const button = make('button', 'photo');
        button.type = 'button';
        const when = photo.t === undefined ? '' : momentFormat.format(new Date(photo.t * 1000));
        const description = `${photo.k} ${photo.n}${when ? ', ' + when : ''}`;
        if (photo.i) {
          button.append(picture(photo.i, description));
        } else {
          button.append(make('span', 'none', photo.n));
          button.setAttribute('aria-label', description);
        }

        if (photo.d || photo.b) {
          button.append(make('span', 'badge', photo.d || photo.b));
        }

        button.addEventListener('click', () => {
          const inside = make('div', 'inside');
          const close = make('button', 'button', 'Close');
          close.type = 'button';
          close.addEventListener('click', () => dialog.close());
          inside.append(make('h3', null, photo.n), facts([
            ['Taken', photo.t === undefined ? undefined : stamp(photo.t, momentFormat)],
            ['Kind', photo.b || photo.k], ['Length', photo.d], ['Size', photo.s], ['Dimensions', photo.w],
            ['Albums', photo.l], ['People', photo.p], ['Caption', photo.c], ['Place', photo.g],
            ['In the backup', photo.v],
          ]), close);
          dialog.replaceChildren(...(photo.i ? [picture(photo.i, description)] : []), inside);
          dialog.setAttribute('aria-label', photo.n);
          dialog.showModal();
        });
        grid.append(button);
      }

      return photos.length ? grid : make('p', 'empty', 'No photos.');
    }, false);
    dialog.addEventListener('click', event => event.target === dialog && dialog.close());
    const items = new Items(index.photos);
    pages.open(items);
    search(find('photo-search'), items, pages,
      photo => `${photo.n} ${photo.l || ''} ${photo.p || ''} ${photo.c || ''}`);
  }

  function setUpContacts() {
    const pages = new Pages(find('contact-pages'), 120, 'contacts', people => {
      const grid = make('ul', 'people');
      for (const person of people) {
        const card = make('li', 'card person');
        const face = make('div', 'face');
        face.setAttribute('aria-hidden', 'true');
        face.append(person.i ? picture(person.i, '') : [...person.n.trim()][0] || '?');
        const text = make('div');
        text.append(make('b', null, person.n));
        const lines = make('ul');
        for (const line of person.l || []) {
          lines.append(make('li', null, line));
        }

        text.append(lines);
        card.append(face, text);
        grid.append(card);
      }

      return people.length ? grid : make('p', 'empty', 'No contacts.');
    }, false);
    const items = new Items(index.contacts);
    pages.open(items);
    search(find('contact-search'), items, pages, person => `${person.n} ${(person.l || []).join(' ')}`);
  }

  function setUpCalls() {
    const pages = new Pages(find('call-pages'), 200, 'calls', calls => {
      const table = make('table', 'plain');
      const head = make('tr');
      for (const label of ['When', 'Who', 'Kind', 'Length']) {
        const cell = make('th', label === 'Length' ? 'number' : '', label);
        cell.scope = 'col';
        head.append(cell);
      }

      const top = make('thead');
      top.append(head);
      const body = make('tbody');
      for (const call of calls) {
        const row = make('tr');
        const when = make('td');
        when.append(stamp(call.t, momentFormat));
        row.append(
          when, make('td', null, call.n), make('td', call.m ? 'missed' : '', call.k), make('td', 'number', call.d));
        body.append(row);
      }

      table.append(top, body);
      return calls.length ? table : make('p', 'empty', 'No calls.');
    }, false);
    const items = new Items(index.calls);
    pages.open(items);
    search(find('call-search'), items, pages, call => `${call.n} ${call.k}`);
  }

  function setUpNotes() {
    const place = find('note');
    const open = note => {
      const body = make('article', 'note');
      const meta = make('p', 'meta');
      if (note.t !== undefined) {
        meta.append(stamp(note.t, momentFormat));
      }

      meta.append([note.f, note.a].filter(Boolean).map(text => ' · ' + text).join(''));
      body.append(make('h3', null, note.n), meta);
      body.append(note.x ? make('pre', null, note.x) : make('p', 'empty', note.w || 'This note is empty.'));
      place.replaceChildren(body);
    };
    const pages = new Pages(find('note-pages'), 100, 'notes', notes => {
      const list = make('ul', 'list');
      for (const note of notes) {
        const item = make('li');
        const button = make('button');
        button.type = 'button';
        const line = make('small');
        line.append(make('span', null, note.f || ''));
        if (note.t !== undefined) {
          line.append(stamp(note.t, dateFormat));
        }

        button.append(make('b', null, note.n), line);
        button.addEventListener('click', () => {
          choose(list, button);
          open(note);
        });
        item.append(button);
        list.append(item);
      }

      walkWithArrows(list);
      return notes.length ? list : make('p', 'empty', 'No notes.');
    }, false);
    const items = new Items(index.notes);
    pages.open(items);
    const first = items.slice(0, 1)[0];
    if (first) {
      open(first);
      find('note-pages').querySelector('.list button').setAttribute('aria-current', 'true');
    }

    search(find('note-search'), items, pages, note => `${note.n} ${note.x || ''} ${note.f || ''}`);
  }

  const setUps = {
    messages: setUpMessages, photos: setUpPhotos, contacts: setUpContacts, calls: setUpCalls, notes: setUpNotes,
  };

  // A section is built when it is looked at first.
  function show() {
    const sections = [...document.querySelectorAll('main > section')];
    const wanted = sections.find(section => '#' + section.id === location.hash) || sections[0];
    for (const section of sections) {
      section.hidden = section !== wanted;
    }

    for (const link of document.querySelectorAll('nav a')) {
      if (link.hash === '#' + wanted.id) {
        link.setAttribute('aria-current', 'page');
      } else {
        link.removeAttribute('aria-current');
      }
    }

    setUps[wanted.id]?.();
    delete setUps[wanted.id];
  }

  for (const element of document.querySelectorAll('time[datetime]')) {
    element.textContent = (element.dataset.day ? dateFormat : momentFormat).format(new Date(element.dateTime));
  }

  find('theme').addEventListener('click', () => {
    const root = document.documentElement;
    const isDark = root.dataset.theme
      ? root.dataset.theme === 'dark'
      : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = isDark ? 'light' : 'dark';
  });
  // Browsers jump to a section's start, which the bar of sections would cover.
  history.scrollRestoration = 'manual';
  const toTop = () => scrollTo(0, 0);
  addEventListener('hashchange', () => {
    if (location.hash === '#main') {
      return;
    }

    show();
    document.querySelector('main > section:not([hidden]) > h2').focus({ preventScroll: true });
    requestAnimationFrame(toTop);
  });
  show();
  addEventListener('load', () => requestAnimationFrame(toTop));
})();
