#include <algorithm>

#include <fmt/core.h>
#include <unistd.h>

#include "acts/setup.h"
#include "web/pages/desk_parts.h"
#include "web/pages/pages.h"
#include "web/pages/parts.h"

namespace himthough::web::pages {
namespace {

std::string in_words(const Site& site, std::string_view kind, std::string_view language) {
    return std::string(site.templates.say(language, fmt::format("desk_setup.kind_{}", kind)));
}

/// The language, the voice or the country of a section; "" where there is none.
std::string which_in_words(const Site& site, const Section& section, std::string_view language) {
    if (section.kind == "tags") return std::string(site.templates.say(language, fmt::format("desk_setup.voice_{}", section.which)));
    if (section.which == "international") return std::string(site.templates.say(language, "desk_setup.everywhere"));
    if (section.kind != "help" && section.kind != "help_new") return section.which.empty() ? "" : language_name(section.which, language);
    std::string code = section.which;
    for (char& letter : code)
        if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
    return country_name(code, language);
}

void fill_field(const Site& site, View& page, const Section& section, const SetupField& field, std::string_view language) {
    auto& view = page.add("FIELD").set("KEY", field.key).set("VALUE", field.value);
    view.set("LABEL", section.kind == "tags" ? language_name(field.key, language) : std::string(site.templates.say(language, fmt::format("desk_setup.field_{}", field.key))));
    const auto shape = field.shape == Shape::line ? "LINE" : field.shape == Shape::words ? "WORDS" : field.shape == Shape::list ? "LIST" : "YES_NO";
    auto& shaped = view.add(shape).show("CHECKED", field.value == "yes");
    if (field.faults.empty()) return;
    auto& faulty = shaped.add("FAULTY");
    for (const auto& fault : field.faults) faulty.add("WRONG").set("SAYS", fault);
}

/// As people will read it: paragraphs of a text, values of anything else.
void fill_preview(View& looked, const Section& section) {
    auto& preview = looked.add("PREVIEW");
    for (const auto& field : section.fields) {
        if (field.value.empty() || field.shape == Shape::yes_no) continue;
        if (field.shape == Shape::words) fill_paragraphs(preview, "PREVIEW_PART", field.value);
        else preview.add("PREVIEW_PART").set("PARAGRAPH", field.value);
    }
}

/// What came of what somebody typed, beside the form.
struct Became {
    bool looked = false;
    const Refusal* refusal = nullptr;
    const std::vector<std::string>* not_taken_up = nullptr;
    const TypedSection* instead = nullptr;   ///< typed for a line that does not stand there any more; the page shows the one that does
};

/// To copy from: nothing that was typed is lost.
void fill_typed(View& view, const TypedSection& typed) {
    std::string all;
    for (const auto& [key, value] : typed.values) all += fmt::format("{}: {}\n", key, value);
    view.add("TYPED").set("TEXT", all);
}

net::Response setting_page(Site& site, const Asked& asked, const AtDesk& me, const Looked& seen, const Became& became) {
    auto view = desk_view(site, asked, me);
    const auto& section = seen.section;
    view.set("ID", section.id).set("DIGEST", seen.digest).set("LINE_DIGEST", section.line_digest).set("NAME", in_words(site, section.kind, asked.language)).set("FILE", seen.file);
    if (const auto which = which_in_words(site, section, asked.language); !which.empty()) view.add("WHICH").set("NAME", which);
    view.show("READ_ONLY", !seen.writable);
    if (became.refusal) fill_refusal(site, view, "FAULT", *became.refusal, asked.language);
    if (!seen.sound()) {
        auto& faults = view.add("FAULTS");
        for (const auto& fault : seen.faults) faults.add("WRONG").set("SAYS", fault);
    }
    if (became.not_taken_up) {
        auto& not_taken = view.add("NOT_TAKEN");
        for (const auto& fault : *became.not_taken_up) not_taken.add("WRONG").set("SAYS", fault);
    }
    if (became.looked && seen.sound()) {
        auto& looked = view.add("LOOKED").show("NOTHING", seen.diff.empty());
        fill_preview(looked, section);
        fill_diff(looked, seen.diff);
        if (!seen.writable) looked.add("COPY").set("TEXT", seen.text);
        view.show("MAY_PUT", seen.writable && (!seen.diff.empty() || site.setup.behind));
    }
    if (became.instead) fill_typed(view, *became.instead);
    for (const auto& field : section.fields) fill_field(site, view, section, field, asked.language);
    if (section.kind == "tags") view.add("TAGS").set("NEW_LANGUAGE", asked.form["new_language"]).set("NEW_TAGS", asked.form["new_tags"]);
    view.show("MAY_TAKE_OUT", section.one_of_many && seen.writable && !became.instead);
    const int status = became.refusal ? status_of(became.refusal->why) : seen.sound() ? 200 : 422;
    return personal(site, asked, status, "desk_setting", view, after_a_moment(status));
}

TypedSection typed_in(const Asked& asked, const Section& section) {
    TypedSection typed;
    typed.digest = asked.form["digest"];
    typed.line_digest = asked.form["line_digest"];
    for (const auto& field : section.fields) {   // a box that is not ticked is not sent: the form says that it was there
        const bool was_there = asked.form.has(field.shape == Shape::yes_no ? fmt::format("shown_{}", field.key) : field.key);
        if (was_there) typed.values.emplace(field.key, asked.form[field.key]);
    }
    if (section.kind == "tags" && !asked.form["new_language"].empty()) {   // of one that is there already: more of them
        const auto there = std::ranges::find(section.fields, asked.form["new_language"], &SetupField::key);
        auto& tags = typed.values.try_emplace(std::string(asked.form["new_language"]), there == section.fields.end() ? "" : there->value).first->second;
        if (!tags.contains(asked.form["new_tags"])) tags += fmt::format("\n{}", asked.form["new_tags"]);
    }
    typed.take_out = asked.form["do"] == "out";
    return typed;
}

/// Whoever lost the role meanwhile gets an error; anything else stands above the form, with what was typed.
net::Response refused(Site& site, const Asked& asked, const AtDesk& me, const TypedSection& typed, const Refusal& why) {
    const bool other_line = why.says == "fault.setup_other_line";
    const auto seen = other_line ? open_section(site.with, site.setup, asked.id) : look_at(site.with, site.setup, asked.id, typed);
    if (!seen || why.why == Why::not_allowed || why.why == Why::not_found) return error_answer(site, asked.language, status_of(seen ? why.why : seen.error().why));
    return setting_page(site, asked, me, *seen, {.looked = !other_line, .refusal = &why, .instead = other_line ? &typed : nullptr});
}

/// `then`: the page that follows.
net::Response put(Site& site, const Asked& asked, const AtDesk& me, const TypedSection& typed, std::string then) {
    const auto done = put_in_place(site.with, site.setup, me, asked.id, typed);
    if (!done) return refused(site, asked, me, typed, done.error());
    if (!done->written) return setting_page(site, asked, me, done->looked, {.looked = true});
    if (!done->not_taken_up.empty()) return setting_page(site, asked, me, done->looked, {.not_taken_up = &done->not_taken_up});
    return see_other(site, std::move(then));
}

/// What is shown together: the parts of a movement, the help lines of a country, the actions in a language.
std::string group_of(const Section& section) {
    if (!section.movement.empty()) return section.movement;
    return fmt::format("{}.{}", section.kind.starts_with("help") ? "help" : "actions", section.which);
}

View& add_group(const Site& site, View& view, const Section& section, const std::string& group, std::string_view language) {
    if (!section.movement.empty()) return view.add("SLUGS").set("SLUG", section.movement);
    return view.add(section.kind.starts_with("help") ? "COUNTRY" : "MENU").set("NAME", which_in_words(site, section, language)).set("ID", group + ".new");
}

void fill_section(const Site& site, View& group, const Section& section, std::string_view language) {
    if (section.kind == "actions") {
        group.add("ACTION").set("ID", section.id).set("NAME", section.name);
    } else if (section.kind == "help") {
        auto& line = group.add("LINE").set("ID", section.id).set("NAME", section.name).set("SOURCE", section.source);
        line.set("DIGEST", section.digest).set("LINE_DIGEST", section.line_digest);
        line.set("DAY", say_day(*section.verified, language)).set("DAY_ISO", section.verified->iso());
    } else {
        auto& part = group.add("PART").set("ID", section.id).set("NAME", in_words(site, section.kind, language));
        if (const auto which = which_in_words(site, section, language); !which.empty()) part.add("WHICH").set("NAME", which);
    }
}

}  // namespace

net::Response desk_movement(Site& site, const Asked& asked) {
    return for_task(site, asked, Task::organise, [&](const AtDesk& me) {
        auto view = desk_view(site, asked, me);
        view.show("READ_ONLY", access(site.setup.movements.c_str(), W_OK) != 0 || access(site.setup.help.c_str(), W_OK) != 0 || access(site.setup.guides.c_str(), W_OK) != 0);
        view.show("BEHIND", site.setup.behind);
        std::string group;
        View* in = nullptr;
        for (const auto& section : sections(site.with, site.setup)) {
            const bool is_new = section.kind == "help_new" || section.kind == "action_new";
            if (const auto its = group_of(section); its != group) in = &add_group(site, view, section, group = its, asked.language);
            if (!is_new) fill_section(site, *in, section, asked.language);
        }
        return personal(site, asked, 200, "desk_movement", view);
    });
}

net::Response desk_setting(Site& site, const Asked& asked) {
    return for_task(site, asked, Task::organise, [&](const AtDesk& me) {
        const auto seen = open_section(site.with, site.setup, asked.id);
        return seen ? setting_page(site, asked, me, *seen, {}) : error_answer(site, asked.language, status_of(seen.error().why));
    });
}

net::Response desk_set(Site& site, const Asked& asked) {
    return for_task(site, asked, Task::organise, [&](const AtDesk& me) {
        const auto now = open_section(site.with, site.setup, asked.id);
        if (!now) return error_answer(site, asked.language, status_of(now.error().why));
        const auto typed = typed_in(asked, now->section);
        if (asked.form["do"] == "put" || asked.form["do"] == "out") return put(site, asked, me, typed, "/desk/movement/history");
        const auto seen = look_at(site.with, site.setup, asked.id, typed);
        if (!seen) return refused(site, asked, me, typed, seen.error());
        const Refusal meanwhile{Why::already_done, "", "fault.setup_meanwhile"};
        return setting_page(site, asked, me, *seen, {.looked = true, .refusal = seen->meanwhile ? &meanwhile : nullptr});
    });
}

net::Response desk_checked_line(Site& site, const Asked& asked) {
    return for_task(site, asked, Task::organise, [&](const AtDesk& me) {
        TypedSection typed{.values = {{"verified", site.with.clock.today().iso()}}, .digest = std::string(asked.form["digest"]),
                           .line_digest = std::string(asked.form["line_digest"])};
        const auto seen = open_section(site.with, site.setup, asked.id);
        if (!seen || seen->section.kind != "help" || asked.id.ends_with(".new")) return error_answer(site, asked.language, 404);
        return put(site, asked, me, typed, "/desk/movement");
    });
}

}  // namespace himthough::web::pages
