#include "app/archives.h"

#include <gtest/gtest.h>

namespace himthough::app {
namespace {

TEST(ProgressText, SaysRateAndTimeLeftOnceTheyCanBeKnown) {
    EXPECT_EQ(progress_text({.bytes_read = 12'000'000, .bytes_in_all = 40'000'000, .posts = 100'000}, 2), "100000 posts, 12 MB of 40 MB, 6 MB/s, 5 s left");
    EXPECT_EQ(progress_text({.bytes_read = 12'000'000, .bytes_in_all = 0, .posts = 100'000}, 2), "100000 posts, 12 MB, 6 MB/s") << "of a pipe nobody knows the end";
    EXPECT_EQ(progress_text({.bytes_read = 1'000'000, .bytes_in_all = 40'000'000, .posts = 7}, 0.01), "7 posts, 1 MB of 40 MB");
    EXPECT_EQ(progress_text({.bytes_read = 0, .bytes_in_all = 40'000'000, .posts = 0}, 9), "0 posts, 0 MB of 40 MB");
    EXPECT_EQ(progress_text({.bytes_read = 40'000'000, .bytes_in_all = 40'000'000, .posts = 1}, 4), "1 posts, 40 MB of 40 MB, 10 MB/s");
}

}  // namespace
}  // namespace himthough::app
