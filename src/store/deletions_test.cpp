#include "store/deletions.h"

#include <fstream>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/sql/scratch_test.h"

namespace himthough::store {
namespace {

using sql::Scratch;
using Kind = Deletion::Kind;
const Day day = *Day::parse("2017-10-15");

TEST(DeletionJournal, RemembersAcrossRestarts) {
    const Scratch scratch;
    DeletionJournal(scratch / "deletions").add({Kind::participant, 3, day});
    DeletionJournal(scratch / "deletions").add({Kind::contribution, 5, day + 1});
    EXPECT_THAT(DeletionJournal(scratch / "deletions").all(),
                testing::ElementsAre(Deletion{Kind::participant, 3, day}, Deletion{Kind::contribution, 5, day + 1}));
    EXPECT_EQ(scratch.bytes("deletions"), "himthough deletions 1\nparticipant 3 2017-10-15\ncontribution 5 2017-10-16\n");
    DeletionJournal(scratch / "deletions").add({Kind::concern, 7, day});
    EXPECT_EQ(DeletionJournal(scratch / "deletions").all().back(), (Deletion{Kind::concern, 7, day}));
    DeletionJournal(scratch / "deletions").add({Kind::appeal, 8, day, 2});
    EXPECT_EQ(DeletionJournal(scratch / "deletions").all().back(), (Deletion{Kind::appeal, 8, day, 2}));
    EXPECT_EQ(std::filesystem::status(scratch / "deletions").permissions(), std::filesystem::perms(0600));
}

TEST(DeletionJournal, RemembersWhatWasTakenOutOfAText) {
    const Scratch scratch;
    const Deletion changed{Kind::wording, 816, day, 3}, cut{Kind::wording, 817, day, 1, {{Part::words, 0, 12}, {Part::vow, 20, 31}}};
    DeletionJournal(scratch / "deletions").add(changed);
    DeletionJournal(scratch / "deletions").add(cut);
    EXPECT_THAT(DeletionJournal(scratch / "deletions").all(), testing::ElementsAre(changed, cut));
    EXPECT_EQ(scratch.bytes("deletions"), "himthough deletions 1\nwording 816 2017-10-15 3\nwording 817 2017-10-15 1 words:0-12 vow:20-31\n");
    for (const std::string damaged : {"words", "words:", "words:1", "words:2-2", "words:-1-2", "words:1-2x", "name:1-2", ""}) {
        std::ofstream(scratch / "damaged") << "himthough deletions 1\nwording 817 2017-10-15 1 " << damaged << "\n";
        EXPECT_THROW(DeletionJournal::read(scratch / "damaged"), std::runtime_error) << damaged;
    }
}

TEST(DeletionJournal, RemembersWhichAnswersWereHiddenAndWhereTheyEnded) {
    const Scratch scratch;
    const Deletion hidden{Kind::answer, 818, day}, ended{Kind::answers, 815, day};
    DeletionJournal(scratch / "deletions").add(hidden);
    DeletionJournal(scratch / "deletions").add(ended);
    EXPECT_THAT(DeletionJournal(scratch / "deletions").all(), testing::ElementsAre(hidden, ended));
    EXPECT_EQ(scratch.bytes("deletions"), "himthough deletions 1\nanswer 818 2017-10-15\nanswers 815 2017-10-15\n");
}

TEST(DeletionJournal, CutsOffWhatACrashLeftOfALine) {
    for (const std::string torn : {"p", "participant 12", "participant 12 2017-10-15"}) {
        const Scratch scratch;
        DeletionJournal(scratch / "deletions").add({Kind::participant, 3, day});
        std::ofstream(scratch / "deletions", std::ios::app) << torn;
        EXPECT_EQ(DeletionJournal::read(scratch / "deletions").size(), 1u);
        DeletionJournal journal(scratch / "deletions");
        journal.add({Kind::participant, 4, day});
        EXPECT_THAT(journal.all(), testing::ElementsAre(Deletion{Kind::participant, 3, day}, Deletion{Kind::participant, 4, day}));
    }
}

TEST(DeletionJournal, BeginsAgainWhenNotEvenTheFirstLineWasKept) {
    const Scratch scratch;
    std::ofstream(scratch / "deletions") << "himthou";
    EXPECT_TRUE(DeletionJournal(scratch / "deletions").all().empty());
}

TEST(DeletionJournal, RefusesADamagedListAndWhatIsNone) {
    const Scratch scratch;
    std::ofstream(scratch / "damaged") << "himthough deletions 1\nparticipant x 2017-10-15\nparticipant 4 2017-10-15\n";
    EXPECT_THROW(DeletionJournal::read(scratch / "damaged"), std::runtime_error);
    std::ofstream(scratch / "other") << "hello\n";
    EXPECT_THROW(DeletionJournal(scratch / "other"), std::runtime_error);
}

TEST(DeletionJournal, TakesManyAtOnce) {
    const Scratch scratch;
    DeletionJournal journal(scratch / "deletions");
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 16; ++thread)
            threads.emplace_back([&, thread] {
                for (int turn = 0; turn < 20; ++turn) journal.add({Kind::contribution, thread * 100 + turn + 1, day});
            });
    }
    EXPECT_EQ(journal.all().size(), 320u);
}

TEST(DeletionJournal, SaysSoWhenItCannotBeMade) {
    const Scratch scratch;
    EXPECT_THROW(DeletionJournal(scratch / "no such folder" / "deletions"), std::runtime_error);
}

}  // namespace
}  // namespace himthough::store
