#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/outcome.h"
#include "web/page.h"
#include "web/pages/sent.h"

/// The form that comes back with its places marked, before anything is kept. What is read and shown here is stored nowhere: whether
/// words may be kept is for the act, which asks the guard itself.
namespace himthough::web::pages {

/// What is read along in one form.
struct Reading {
    std::vector<std::string_view> fields;   ///< those that take words
    bool asks = true;                       ///< false where nobody else reads them: the guard stops, and asks nothing
    std::string aid_language;               ///< of the words of an acknowledgement, about which the writing aid asks; else ""
    bool complete = true;                   ///< false: a field is missing; the act says so, and all is shown with that
};

/// Of an acknowledgement whose words are in that language, in whatever form it stands.
Reading acknowledgement_reading(const Form& typed, std::string language);

/// Why a form is shown.
enum class How {
    fresh,       ///< nobody has sent it yet
    refused,     ///< an act said no
    look,        ///< nothing was kept: there is something to look at once more, or another question was wanted, or none
    put,         ///< one marked place was replaced, as somebody wanted; nothing was kept
    not_there    ///< that place is not what it was when it was marked; nothing was replaced or kept
};

struct FormState {
    How how = How::fresh;
    const Refusal* refusal = nullptr;   ///< when refused
    FormState(How why) : how(why) {}
    FormState(const Refusal* why) : how(why ? How::refused : How::fresh), refusal(why) {}
    int status() const { return refusal ? status_of(refusal->why) : 200; }
};

/// Is there anything that the guard or the writing aid asks about, not shown yet (fields "looked" and "asked")? Never where the guard
/// stops: then the act refuses, and all is shown with that.
bool asks_to_look(const Site&, const Form& typed, const Reading&);

/// What a button `put` ("words 12 28": field, begin, end, in bytes of the cleaned text) makes of a form.
struct Put {
    Form form;   ///< all else as it was typed
    bool done;   ///< false: the guard finds nothing at exactly that place
};
Put put_in_place(const Site&, const Form& typed, const Reading&, std::string_view language);

/// What a button `ask` of a question makes of a form: with "next" the same, else nothing more is asked.
Form after_question(const Form& typed);

/// All that a form says when it is shown again: FAULTS and <FIELD>_FAULT, LOOK (_look.html), <FIELD>_FOUND (_found.html), QUESTION
/// (_question.html), LOOKED, ASKED. `page`: the top of the page; `form`: its fields, whose ids end with `suffix`; `id`: the form's own.
void fill_form(const Site&, View& page, View& form, const Asked&, const FormState&, const Reading&, std::string_view id,
               std::string_view suffix = "");

/// Was it sent as it is by a device that has shown all there is to show? Then nothing comes before the act.
bool was_all_shown(const Form& typed);

/// What comes before the act: a button `put` or `ask`, and looking once more. Nothing: now the act. None counts as a form sent; eight times
/// as many of them may come.
/// `form`: (Site&, const Asked&, const FormState&, HeaderList) → Response.
template <class ShowForm>
std::optional<net::Response> before_the_act(Site& site, const Asked& asked, const Reading& reading, ShowForm form) {
    if (auto slow = slowed_down(site, asked, form, "look", {site.posting.burst * 8, site.posting.per_minute * 8})) return slow;
    if (!asked.form["put"].empty()) {
        const auto put = put_in_place(site, asked.form, reading, asked.language);
        const Asked again{asked.request, asked.language, asked.movement, asked.id, put.form};
        return form(site, again, put.done ? How::put : How::not_there, net::HeaderList{});
    }
    if (!asked.form["ask"].empty()) {
        const auto typed = after_question(asked.form);
        return form(site, Asked{asked.request, asked.language, asked.movement, asked.id, typed}, How::look, net::HeaderList{});
    }
    if (asks_to_look(site, asked.form, reading)) return form(site, asked, How::look, net::HeaderList{});
    return std::nullopt;
}

}  // namespace himthough::web::pages
