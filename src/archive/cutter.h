#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace himthough::archive {

/// How records follow each other: on lines, as JSON values that may go over lines, or as rows of a CSV, where quoted text may.
enum class Shape { lines, values, rows };

/// Records, each with its '\n', and room behind them for what reads ahead.
struct Block {
    std::string text;
    std::uint64_t first = 1;           ///< the number of the first record in the file
};

/// Cuts bytes into blocks of whole records, and never holds more of one than `longest`. A record of values stands on one line afterwards.
class Cutter {
public:
    /// `depth`: how many brackets stand around the values.
    Cutter(Shape shape, std::size_t longest, int depth = 0) : shape_(shape), longest_(longest), depth_(depth), outer_(depth) {}

    void add(std::string_view bytes);
    void end();                        ///< the last record may lack its end
    /// Whole records, at least `least` bytes unless it has ended; an empty text where there are not so many yet.
    Block take(std::size_t least);
    /// The number of a record that was left out because it was too long; 0: none since the last call.
    std::uint64_t left_out();
    bool cut_off() const { return cut_off_; }   ///< the last value has no end

private:
    void add_line(std::string_view line, bool ends);
    void add_values(std::string_view bytes);
    void add_rows(std::string_view bytes);
    void finish_record();

    const Shape shape_;
    const std::size_t longest_;
    int depth_;
    const int outer_;
    std::string text_;                 // whole records, then the beginning of one
    std::size_t whole_ = 0;            // so many bytes of it are whole
    std::uint64_t first_ = 1, next_ = 1, left_out_ = 0;
    bool too_long_ = false, quoted_ = false, escaped_ = false, over_ = false, ended_ = false, cut_off_ = false;
};

}  // namespace himthough::archive
