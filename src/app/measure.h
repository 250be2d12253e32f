#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "guard/aid.h"
#include "guard/guard.h"

/// How well the guard and the writing aid find what people have marked in made-up sentences: tests/guard/ has them, docs/GUARD.md
/// says what came out.
namespace himthough::app {

struct Mark {
    std::string kind;
    std::size_t begin = 0, end = 0;      ///< bytes of the text without its marks
};

/// One line of a labelled file: "My coach ⟦name Dan⟧ stayed."
struct LabelledText {
    std::string text;                    ///< without marks
    std::vector<Mark> marks;
    bool whole = false;                  ///< "! ...": its missing questions are judged
    std::vector<std::string> missing;    ///< "⟦missing i-did⟧": those that must be asked
    std::size_t line = 0;                ///< of the file
};
/// Empty lines and those that begin with # are left out. Throws std::runtime_error with file and line for what is no mark.
std::vector<LabelledText> read_labelled(const std::filesystem::path& file);

/// What was counted of one kind or tier. Marks and findings are counted apart: one finding may cover two marks.
struct Score {
    std::size_t texts = 0;               ///< with at least one such mark
    std::size_t found = 0, missed = 0;   ///< marks
    std::size_t right = 0, wrong = 0;    ///< findings
    Score& operator+=(const Score& other);
};

/// A share and its 95 % interval (Wilson, with continuity left out); nothing counted: 0 of 0.
struct Interval {
    double share = 0, low = 0, high = 1;
};
Interval wilson(std::size_t of_these, std::size_t all);

/// By what is counted: kinds by their names; whole tiers as "stop", "ask", "hint", "aid", "missing".
using Scores = std::map<std::string, Score>;

/// A mark is found when a finding of its tier (for a kind: of its kind) overlaps it. A finding that overlaps no such mark is wrong,
/// unless it is of a milder tier than a mark it overlaps: then it is not counted. `show` gets a line for each miss and each wrong one.
Scores score_guard(const std::vector<LabelledText>& texts, const guard::Guard& guard, std::string_view file, std::vector<std::string>& show);
/// The same for the questions of the writing aid; all have one tier.
Scores score_aid(const std::vector<LabelledText>& texts, const guard::Aid& aid, std::string_view language, std::string_view file,
                 std::vector<std::string>& show);

/// The scores as a table, one a line.
std::string table_of(const Scores& scores);

}  // namespace himthough::app
