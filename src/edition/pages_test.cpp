#include "edition/pages.h"

#include <gtest/gtest.h>

#include <deque>
#include <stdexcept>

using namespace himthough::edition;

namespace {

Page page_of(std::string text) {
    Page page;
    page.plain = {std::make_shared<const std::string>("head"), std::make_shared<const std::string>(std::move(text))};
    return page;
}

/// Renders when the test says so.
class Later {
public:
    Pages::Start start() {
        return [this](std::move_only_function<void()> task) {
            if (refuses) return false;
            tasks_.push_back(std::move(task));
            return true;
        };
    }
    std::size_t waiting() const { return tasks_.size(); }
    void run_all() {
        for (; !tasks_.empty(); tasks_.pop_front()) tasks_.front()();
    }

    bool refuses = false;

private:
    std::deque<std::move_only_function<void()>> tasks_;
};

/// What somebody who asked was given.
struct Asked {
    bool answered = false;
    std::string text;   // "" for null

    Pages::Waiting waiting() {
        return [this](PagePtr page) {
            EXPECT_FALSE(answered);
            answered = true;
            text = page ? *page->plain.body : "";
        };
    }
};

}  // namespace

TEST(Pages, OneThreadRendersForAllWhoWait) {
    Later later;
    Pages pages(1 << 20, later.start());
    int rendered = 0;
    const auto render = [&] { return page_of("page " + std::to_string(++rendered)); };
    Asked one, two;
    EXPECT_TRUE(pages.want("/a", render, one.waiting()));
    EXPECT_TRUE(pages.want("/a", render, two.waiting()));
    EXPECT_EQ(pages.find("/a"), nullptr);
    EXPECT_EQ(later.waiting(), 1U);
    later.run_all();
    EXPECT_EQ(one.text, "page 1");
    EXPECT_EQ(two.text, "page 1");
    Asked third;
    EXPECT_TRUE(pages.want("/a", render, third.waiting()));
    EXPECT_EQ(third.text, "page 1");
    EXPECT_EQ(rendered, 1);
    EXPECT_EQ(pages.counts().rendered, 1U);
}

TEST(Pages, WhatWasTakenBackWhileItWasBeingRenderedIsRenderedAgainBeforeAnybodyGetsIt) {
    Later later;
    Pages pages(1 << 20, later.start());
    std::string words = "before";
    bool first = true;
    const auto render = [&] {
        auto page = page_of(words);
        if (std::exchange(first, false)) {   // read already, when the words go
            words = "after";
            pages.drop([](std::string_view) { return true; });
        }
        return page;
    };
    Asked asked;
    EXPECT_TRUE(pages.want("/a", render, asked.waiting()));
    later.run_all();
    EXPECT_EQ(asked.text, "after");
    EXPECT_EQ(*pages.find("/a")->plain.body, "after");
}

TEST(Pages, DroppingForgetsOnlyWhatIsNamed) {
    Later later;
    Pages pages(1 << 20, later.start());
    Asked asked[2];
    EXPECT_TRUE(pages.want("/a", [] { return page_of("a"); }, asked[0].waiting()));
    EXPECT_TRUE(pages.want("/b", [] { return page_of("b"); }, asked[1].waiting()));
    later.run_all();
    pages.drop([](std::string_view key) { return key == "/a"; });
    EXPECT_EQ(pages.find("/a"), nullptr);
    EXPECT_NE(pages.find("/b"), nullptr);
}

TEST(Pages, TheLeastRecentlyUsedGoFirstWhenMemoryIsFull) {
    Later later;
    const std::string large(1000, 'x');
    Pages pages(3 * page_of(large).size() + 100, later.start());
    Asked asked[5];
    int n = 0;
    for (const auto* key : {"/a", "/b", "/c"}) EXPECT_TRUE(pages.want(key, [&] { return page_of(large); }, asked[n++].waiting()));
    later.run_all();
    EXPECT_NE(pages.find("/a"), nullptr);   // used again: /b is the oldest now
    EXPECT_TRUE(pages.want("/d", [&] { return page_of(large); }, asked[n++].waiting()));
    later.run_all();
    EXPECT_EQ(pages.find("/b"), nullptr);
    for (const auto* key : {"/a", "/c", "/d"}) EXPECT_NE(pages.find(key), nullptr) << key;
    EXPECT_EQ(pages.counts().pages, 3U);
    EXPECT_EQ(pages.counts().bytes, 3 * page_of(large).size());
}

TEST(Pages, AnAnswerOfTheMomentIsNotKept) {
    Later later;
    Pages pages(1 << 20, later.start());
    Asked asked;
    EXPECT_TRUE(pages.want("/none", [] {
        auto page = page_of("no such page");
        page.keep = false;
        return page;
    }, asked.waiting()));
    later.run_all();
    EXPECT_EQ(asked.text, "no such page");
    EXPECT_EQ(pages.find("/none"), nullptr);
}

TEST(Pages, WhoeverWaitsHearsWhenRenderingFailsAndTheNextMayTryAgain) {
    Later later;
    Pages pages(1 << 20, later.start());
    Asked asked, again;
    EXPECT_TRUE(pages.want("/a", []() -> Page { throw std::runtime_error("no"); }, asked.waiting()));
    later.run_all();
    EXPECT_TRUE(asked.answered);
    EXPECT_EQ(asked.text, "");
    EXPECT_TRUE(pages.want("/a", [] { return page_of("a"); }, again.waiting()));
    later.run_all();
    EXPECT_EQ(again.text, "a");
}

TEST(Pages, WhenNobodyCanRenderTheCallerIsToldAndNothingIsLeftBehind) {
    Later later;
    Pages pages(1 << 20, later.start());
    later.refuses = true;
    Asked asked, again;
    EXPECT_FALSE(pages.want("/a", [] { return page_of("a"); }, asked.waiting()));
    EXPECT_FALSE(asked.answered);
    later.refuses = false;
    EXPECT_TRUE(pages.want("/a", [] { return page_of("a"); }, again.waiting()));
    later.run_all();
    EXPECT_EQ(again.text, "a");
}
