#include <algorithm>
#include <iostream>

#include "app/commands.h"
#include "app/data.h"
#include "app/house.h"
#include "campaign/actions.h"
#include "campaign/answer_sentences.h"
#include "campaign/circle_questions.h"
#include "campaign/guides.h"
#include "campaign/help.h"
#include "campaign/movements.h"
#include "campaign/reflection.h"
#include "campaign/rules.h"
#include "store/deletions.h"
#include "web/template.h"

namespace himthough::app {

int check(const Settings& settings) {
    const auto movements = read_movements(settings.movements);
    const auto help = read_help(settings.help_lines);
    const auto rules = read_rules(settings.rules, phone_regions_of(movements.movements));
    const auto reflections = read_reflections(settings.guides);
    const auto guides = read_guides(settings.guides / "talk");
    const auto actions = read_actions(settings.guides);
    const auto answers = read_answer_sentences(settings.guides);
    const auto circle_questions = read_circle_questions(settings.guides);
    std::size_t faults = 0;
    for (const auto& found : {movements.faults, help.faults, rules.faults, rules.broken, reflections.faults, actions.faults, guides.faults, circle_questions.faults, answers.faults})
        for (const Fault& fault : found) {
            ++faults;
            std::cout << fault.str() << '\n';
        }
    try {
        const web::Templates templates(settings.templates, settings.locales);
    } catch (const std::runtime_error& why) {
        ++faults;
        std::cout << why.what() << '\n';
    }
    if (faults != 0) return 1;
    for (const auto& language : without_reflection(reflections.reflections, movements.movements))
        std::cout << "Note: there is no " << (settings.guides / ("reflect." + language + ".toml")).string()
                  << "; who reads in that language looks back in English.\n";
    if (std::filesystem::exists(deletions_file(settings)))
        for (const auto& deletion : store::DeletionJournal::read(deletions_file(settings)))
            if (deletion.kind == store::Deletion::Kind::movement && std::ranges::find(movements.movements, deletion.slug, &Movement::slug) != movements.movements.end())
                std::cout << "Note: the movement " << deletion.slug << " was erased on " << deletion.day.iso()
                          << " and is not served any more, although its file is there.\n";
    std::cout << "All is well: " << movements.movements.size() << (movements.movements.size() == 1 ? " movement, " : " movements, ")
              << help.lines.size() << " help lines.\n";
    return 0;
}

}  // namespace himthough::app
