#pragma once
#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace himthough {

/// Sixty-four bytes of a text, asked at one go: bit n of an answer is byte n. What lies behind the end of the text is 0.
class Bytes64 {
public:
    Bytes64(std::string_view text, std::size_t at) {
        std::array<char, 64> rest;
        const char* from = text.data() + at;
        if (at + 64 > text.size()) {
            rest.fill('\0');
            if (at < text.size()) std::memcpy(rest.data(), from, text.size() - at);
            from = rest.data();
        }
#if defined(__SSE2__)
        for (std::size_t part = 0; part < 4; ++part) parts_[part] = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from + part * 16));
#else
        std::memcpy(bytes_.data(), from, 64);
#endif
    }

#if defined(__SSE2__)
    std::uint64_t equal(char c) const {
        const __m128i wanted = _mm_set1_epi8(c);
        return each([&](__m128i part) { return _mm_cmpeq_epi8(part, wanted); });
    }
    std::uint64_t ascii_letters() const {
        // Small letters come to lie at the bottom of the signed numbers, everything else above them.
        const __m128i small = _mm_set1_epi8(0x20), bottom = _mm_set1_epi8(static_cast<char>('a' + 128)), count = _mm_set1_epi8(static_cast<char>(-128 + 26));
        return each([&](__m128i part) { return _mm_cmplt_epi8(_mm_sub_epi8(_mm_or_si128(part, small), bottom), count); });
    }
    std::uint64_t ascii_capitals() const {
        const __m128i bottom = _mm_set1_epi8(static_cast<char>('A' + 128)), count = _mm_set1_epi8(static_cast<char>(-128 + 26));
        return each([&](__m128i part) { return _mm_cmplt_epi8(_mm_sub_epi8(part, bottom), count); });
    }
    /// 0x80 and more.
    std::uint64_t beyond_ascii() const { return each([](__m128i part) { return part; }); }
    /// From one byte to another, both ASCII or both beyond 0x80.
    std::uint64_t between(char first, char last) const {
        const __m128i before = _mm_set1_epi8(static_cast<char>(first - 1)), after = _mm_set1_epi8(static_cast<char>(last + 1));
        return each([&](__m128i part) { return _mm_and_si128(_mm_cmpgt_epi8(part, before), _mm_cmplt_epi8(part, after)); });
    }
    /// 1 to 0x1F.
    std::uint64_t controls() const {
        const __m128i zero = _mm_setzero_si128(), last = _mm_set1_epi8(0x20);
        return each([&](__m128i part) { return _mm_and_si128(_mm_cmplt_epi8(part, last), _mm_cmpgt_epi8(part, zero)); });
    }

private:
    template <class Ask>
    std::uint64_t each(Ask ask) const {
        std::uint64_t bits = 0;
        for (std::size_t part = 0; part < 4; ++part) bits |= static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm_movemask_epi8(ask(parts_[part])))) << (part * 16);
        return bits;
    }
    __m128i parts_[4];
#else
    std::uint64_t equal(char c) const {
        return each([&](char byte) { return byte == c; });
    }
    std::uint64_t ascii_letters() const {
        return each([](char byte) { return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z'); });
    }
    std::uint64_t ascii_capitals() const {
        return each([](char byte) { return byte >= 'A' && byte <= 'Z'; });
    }
    /// 0x80 and more.
    std::uint64_t beyond_ascii() const {
        return each([](char byte) { return (static_cast<unsigned char>(byte) & 0x80) != 0; });
    }
    /// From one byte to another, both ASCII or both beyond 0x80.
    std::uint64_t between(char first, char last) const {
        return each([&](char byte) { return byte >= first && byte <= last; });
    }
    /// 1 to 0x1F.
    std::uint64_t controls() const {
        return each([](char byte) { return static_cast<unsigned char>(byte) < 0x20 && byte != 0; });
    }

private:
    template <class Ask>
    std::uint64_t each(Ask ask) const {
        std::uint64_t bits = 0;
        for (std::size_t at = 0; at < 64; ++at) bits |= static_cast<std::uint64_t>(ask(bytes_[at])) << at;
        return bits;
    }
    std::array<char, 64> bytes_;
#endif
};

}  // namespace himthough
