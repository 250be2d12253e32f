// A vow chosen from the list stands in the fields below it, to be read and changed. Without this the server puts it there.
const filled = new WeakMap();   // field → what was put into it from the list

function put(field, text) {
  if (field.value && field.value !== filled.get(field)) return;   // one's own words stay
  field.value = text;
  filled.set(field, text);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

for (const choice of document.querySelectorAll('select[name=vow_choice]')) {
  const field = (name) => choice.closest('fieldset').querySelector(`[name=${name}]`);
  choice.addEventListener('change', () => {
    const [chosen] = choice.selectedOptions;
    put(field('vow_action'), choice.value ? chosen.label : '');
    put(field('vow_shows'), chosen.dataset.shows ?? '');
    if (!choice.value) return;
    field('vow_kind').value = chosen.dataset.kind;
    field('vow_repeats').value = chosen.dataset.repeats;
  });
}
