#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace himthough::archive {

/// The bytes of one file, unpacked where they are packed (gzip, zstd, bzip2: told by content). For one thread.
/// Throws std::runtime_error with a sentence where the file cannot be opened or read, or is damaged or cut off.
class Source {
public:
    explicit Source(const std::string& name);   ///< "-": standard input
    ~Source();
    Source(const Source&) = delete;
    Source& operator=(const Source&) = delete;

    std::size_t read(std::span<char> into);     ///< 0: the end
    std::uint64_t size() const;                 ///< as it lies there; 0: not known
    std::uint64_t taken() const;                ///< of those
    std::array<std::uint8_t, 16> digest() const;   ///< XXH3 (128 bits) of the bytes taken, in its canonical order: tells a file from another, not from a forged one

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace himthough::archive
