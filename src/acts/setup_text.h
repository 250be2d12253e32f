#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "acts/setup.h"
#include "campaign/write.h"

/// What stands behind acts/setup.h: which values of which file a section holds, and how what somebody typed gets there.
namespace himthough::setup {

struct Spec {
    std::string key;
    Shape shape = Shape::line;
    bool may_be_missing = false;
    TomlValue::Kind kind = TomlValue::Kind::text;   ///< of a line: text, number or day
};

/// A section and its place. Its `fields` are empty.
struct Place {
    Section section;
    std::filesystem::path file;
    std::string name;                ///< "movements/himthough.toml"
    KeyPath table;
    std::vector<Spec> specs;
    MovementId movement = 0;
    bool new_line = false;           ///< a help line or an action that is not there yet
};

/// The file of that name. "help/gb.toml"
std::filesystem::path file_of(const Setup&, const std::string& name);
/// Nothing: there is no such section.
std::optional<Place> find_place(const Services&, const Setup&, std::string_view id);
/// Nothing: it cannot be read.
std::optional<std::string> text_in(const std::filesystem::path& file);
/// What is typed into a form for a value of a file.
std::string typed_form(const TomlValue& value);
void fill_fields(Section& section, const Place& place, const std::string& text);
/// What one of many that stands there says, value by value. "": none stands there, or it is another kind of section.
std::string line_in(const Place& place, const std::string& text);
/// The file with what was typed. Nothing: it cannot be said there.
std::optional<std::string> text_with(const std::string& text, const Place& place, const TypedSection& typed);
/// What whoever reads that file at the start says of it.
std::vector<Fault> faults_of(const Setup&, const std::string& name, const std::string& text);
/// Each to the field it is about; what is left over belongs to none.
std::vector<std::string> give_faults(Section& section, const Place& place, const std::string& text, const std::vector<Fault>& faults);

}  // namespace himthough::setup
