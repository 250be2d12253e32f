#include "movement/likeness.h"

#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace himthough {
namespace {

using Drawn = std::mt19937;

Key some_key() {
    Key key{};
    key.fill(7);
    return key;
}

/// Sentences that people might write of the same thing. {who}, {where} ... are filled from the lists below.
const std::vector<std::string> sentences = {
    "It was {when}, {where}, and I have told {told} since.", "{who} {did}, and nobody {saw}.", "I was {age} and did not have a word for it.",
    "Afterwards I {after} and {after}.", "What I remember is {thing}, and how {thing} looked.", "My {kin} believed me when I finally spoke about {who}.",
    "For {long} I thought that {blame}.", "{where}, {who} {did}.", "I {feel} today, mostly, because of {help}.", "There was {thing} and I kept looking at it.",
    "Nobody asked why I {after}.", "I said no, and {who} {did} anyway.", "Whenever I smell {smell}, I am {age} again.", "The others {crowd}, {where}.",
    "It took {long} until I could say this to {told}.", "I still {after} when somebody mentions {place}.", "{who} was somebody {trust}.",
    "Later I learned that {told} had lived through something alike with {who}.", "I write this because {why}.", "If you are {age} and read this: {wish}.",
    "We were {where}; {who} {did} while {thing} stood beside us.", "My hands {body} for {long}.", "People said that {blame}, even {told}.",
    "I kept {thing} from that day, {when}.", "{when} I moved away from {place}.", "Reading what others wrote here, I {feel}.", "I never went back to {place}.",
    "At first {told} laughed, then {told} cried.", "{who} never said sorry, and I stopped waiting for that {when}.", "The word came to me {when}, in {place}.",
};
const std::vector<std::pair<std::string, std::vector<std::string>>> fillings = {
    {"{when}", {"years ago", "in the autumn of my second year", "last winter", "on a school trip", "when the snow melted", "during the summer holidays", "on an ordinary Tuesday", "just before the exams", "after the wedding", "in my first week"}},
    {"{where}", {"on the night bus", "in the back room of the shop", "at choir practice", "behind the gym", "at my own front door", "in a lift", "at a friend's birthday", "in the stairwell of our house", "at the harbour", "in the staff kitchen", "beside the copier"}},
    {"{who}", {"my manager", "an uncle of mine", "the man from upstairs", "a boy in my class", "our trainer", "someone I was dating", "a neighbour", "the landlord", "a colleague", "the priest", "a guest at the hotel", "my flatmate"}},
    {"{did}", {"touched my back and did not stop", "blocked the way out", "kept asking and asking", "followed me all the way", "would not take my no", "put an arm around me as if I were his", "made jokes about my body", "sent pictures that I never wanted", "held my wrist", "locked the door behind us"}},
    {"{saw}", {"said a thing", "looked up", "wanted to know", "came in", "asked me later", "stepped in", "turned round"}},
    {"{age}", {"fourteen", "nineteen", "twenty-six", "a student", "new in town", "eleven", "thirty", "pregnant", "an apprentice"}},
    {"{after}", {"quit the team", "took the long way home", "slept with the light on", "stopped singing", "changed my number", "cut my hair", "moved to another floor", "failed two exams", "threw the dress away", "learned to swim", "avoided mirrors"}},
    {"{thing}", {"the green carpet", "a broken clock", "my blue jacket", "the smell of paint", "a poster of mountains", "that humming fridge", "the window", "an empty glass", "his ring", "the radio", "a row of bicycles"}},
    {"{kin}", {"sister", "grandmother", "best friend", "husband", "daughter", "teacher", "cousin", "doctor"}},
    {"{told}", {"my mother", "two friends", "a therapist", "nobody but the dog", "my wife", "a stranger on a train", "the union", "my brother", "a nurse", "one old friend"}},
    {"{long}", {"eleven years", "a whole summer", "months", "half my life", "three weeks", "a decade", "longer than I admit", "many nights"}},
    {"{blame}", {"it was my fault", "my skirt had caused it", "I had smiled too much", "boys are like that", "it did not count", "I should be grateful", "nothing had happened", "I had imagined it"}},
    {"{feel}", {"breathe easier", "am angry", "laugh again", "feel less alone", "am all right", "feel tired", "stand up straighter", "am proud of that girl"}},
    {"{help}", {"a group on Thursdays", "my garden", "the people at the help line", "running", "a book I found", "time", "my children", "good locks"}},
    {"{smell}", {"aftershave", "floor polish", "cigars", "wet wool", "chlorine", "cut grass", "petrol"}},
    {"{crowd}", {"laughed", "looked at their phones", "left early", "sang on", "pretended to sleep", "knew, I think", "cheered"}},
    {"{place}", {"that town", "the office", "the pool", "church", "university", "the village", "the theatre", "that street"}},
    {"{trust}", {"whom everybody liked", "I had trusted", "with keys to everything", "who paid my rent", "who knew my parents", "twice my age", "with a kind voice"}},
    {"{why}", {"it weighs less here", "my daughter is that age now", "I read the others", "silence did not help", "someone may need it", "I promised myself", "it is true"}},
    {"{wish}", {"it was not you", "tell someone", "you owe nobody a smile", "it gets lighter", "I believe you", "keep going", "you may leave"}},
    {"{body}", {"shook", "were cold", "hurt", "would not open", "smelled of soap", "felt like somebody else's"}},
};

const std::string& one_of(const std::vector<std::string>& list, Drawn& drawn) { return list[drawn() % list.size()]; }

std::string filled(std::string text, Drawn& drawn) {
    for (const auto& [slot, list] : fillings)
        for (auto at = text.find(slot); at != std::string::npos; at = text.find(slot, at)) text.replace(at, slot.size(), one_of(list, drawn));
    return text;
}

std::vector<std::string> words_of(const std::string& text) {
    std::vector<std::string> words(1);
    for (const char c : text) {
        if (c == ' ') words.emplace_back();
        else words.back() += c;
    }
    return words;
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words) text.append(text.empty() ? "" : " ").append(word);
    return text;
}

/// A sentence of nobody else's shape: pieces from any of the lists, held together by whatever comes to mind.
std::string free_sentence(Drawn& drawn) {
    static const std::vector<std::string> between = {", and", " but", " because", ", when", ", so", " while", ", then", " although", " until", " where", " since", ", or perhaps",
                                                     ", by then", "; still", ", once", " after", " before", ", as if", " with", ", not", ": only", " – just", ", even", " near", " without"};
    std::string text = one_of(fillings[drawn() % fillings.size()].second, drawn);
    for (auto left = 2 + drawn() % 3; left > 0; --left) text += one_of(between, drawn) + " " + one_of(fillings[drawn() % fillings.size()].second, drawn);
    return text + ".";
}

/// Of so many words at least; whole sentences, each shape at most once.
std::string honest(Drawn& drawn, std::size_t fewest) {
    std::vector<std::string> shapes = sentences;
    std::shuffle(shapes.begin(), shapes.end(), drawn);
    std::string text;
    for (const auto& shape : shapes) {
        if (words_of(text).size() >= fewest) break;
        if (!text.empty()) text += ' ';
        text += drawn() % 4 == 0 ? filled(shape, drawn) : free_sentence(drawn);
    }
    return text;
}

std::string some_word(Drawn& drawn) {
    std::string word;
    for (auto left = 3 + drawn() % 6; left > 0; --left) word += static_cast<char>('a' + drawn() % 26);
    return word;
}

/// As floods vary a text: one to three words put in the place of others, put in between, or left out; capitals, a number, a link; something in
/// front or behind.
std::string varied(const std::string& text, Drawn& drawn) {
    auto words = words_of(text);
    const auto place = [&] { return words.begin() + static_cast<std::ptrdiff_t>(drawn() % words.size()); };
    for (auto left = 1 + drawn() % 3; left > 0; --left) switch (drawn() % 6) {
        case 0: *place() = some_word(drawn); break;
        case 1: words.insert(place(), some_word(drawn)); break;
        case 2: words.erase(place()); break;
        case 3: for (char& c : *place()) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c); break;
        case 4: words.insert(place(), std::to_string(drawn() % 100000)); break;
        case 5: words.push_back(drawn() % 2 ? "http://" + some_word(drawn) + ".example/" : some_word(drawn)); break;
    }
    return joined(words);
}

TEST(Likeness, IsNothingForAFewWordsAndTellsNothingWithoutItsKey) {
    EXPECT_FALSE(likeness("Me too. It was my coach.", some_key()));
    const std::string_view text = "It was my coach, years ago, and nobody asked me.";
    ASSERT_TRUE(likeness(text, some_key()));
    EXPECT_EQ(likeness(text, some_key()), likeness(text, some_key()));
    Key other = some_key();
    other[0] ^= 1;
    EXPECT_GT(distance(*likeness(text, some_key()), *likeness(text, other)), nearly_the_same);
    EXPECT_FALSE(likeness("", some_key()));
    EXPECT_FALSE(likeness(std::string(5000, '\xFF'), some_key()));
    EXPECT_FALSE(likeness("1 2 3 4 5 6 7 8 9 10 http://a.example/one/two/three/four/five/six/seven/eight", some_key()));
}

TEST(Likeness, DoesNotCountCapitalsAccentsMarksDigitsAndLinks) {
    const auto plain = likeness("My cafe was on the corner and nobody didnt know it there", some_key());
    ASSERT_TRUE(plain);
    for (const std::string_view other : {"My CAFÉ was on the corner – and nobody didn't know it there!", "my cafe was, 77, on the corner; and nobody didnt know it there. https://a.example/b?c=d",
                                         "my cafe\nwas on the corner and nobody didnt know it there mail@a.example"})
        EXPECT_EQ(likeness(other, some_key()), plain) << other;
}

TEST(Likeness, ReadsScriptsThatRunTheirWordsTogether) {
    const auto one = likeness("那是很多年以前的事我没有告诉过别人后来我写信给姐姐她马上就相信我", some_key()), other = likeness("那是很多年以前的事我没有告诉过别人后来我写信给妹妹她马上就相信我", some_key());
    ASSERT_TRUE(one && other);
    EXPECT_LE(distance(*one, *other), nearly_the_same);
}

/// What the comment at nearly_the_same rests on.
TEST(Likeness, HoldsVariantsTogetherAndHonestTextsApart) {
    Drawn drawn(20);
    std::vector<Likeness> texts;
    int variants = 0, together = 0;
    for (int number = 0; number < 3000; ++number) {
        const auto text = honest(drawn, 15 + drawn() % 25);
        texts.push_back(likeness(text, some_key()).value());
        for (int count = 0; count < 5; ++count, ++variants) together += distance(texts.back(), likeness(varied(text, drawn), some_key()).value()) <= nearly_the_same;
    }
    int pairs = 0, most = 0;
    for (std::size_t one = 0; one < texts.size(); ++one) {
        int near = 0;
        for (std::size_t other = 0; other < texts.size(); ++other) near += other != one && distance(texts[one], texts[other]) <= nearly_the_same;
        pairs += near;
        most = std::max(most, near);
    }
    EXPECT_LT(most + 1, fewest_in_a_wave / 2) << "honest texts are nowhere near a wave";
    EXPECT_LT(pairs / 2, 4500000 / 500000) << "one pair of 500,000 at most";
    EXPECT_GE(together, variants * 97 / 100) << together << " of " << variants;
}

}  // namespace
}  // namespace himthough
