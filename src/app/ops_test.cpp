#include "app/ops.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace himthough::app {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

Figures good() {
    Figures figures;
    figures.store_writable = true;
    figures.edition_look_every = 900s;
    figures.since_edition_look = 12s;
    figures.http.responses_4xx = 7;
    return figures;
}

net::Response ask(const Figures& figures, std::string target, net::Method method = net::Method::get) {
    net::Response answer;
    ops_handler([&] { return figures; })({.method = method, .target = std::move(target), .headers = {}, .body = {}, .client = {}},
                                         [&](net::Response response) { answer = std::move(response); });
    return answer;
}

TEST(Ops, SaysThatAllIsWell) {
    const auto answer = ask(good(), "/health");
    EXPECT_THAT(*answer.head, HasSubstr(" 200 "));
    EXPECT_EQ(*answer.body, "{\"ok\":true,\"store\":true,\"edition_seconds\":12}\n");
}

TEST(Ops, IsNotWellWhenTheStoreCannotBeWritten) {
    auto figures = good();
    figures.store_writable = false;
    EXPECT_THAT(*ask(figures, "/health").head, HasSubstr(" 503 "));
    EXPECT_THAT(*ask(figures, "/metrics").head, HasSubstr(" 200 "));
}

TEST(Ops, IsNotWellWhenTheStoreCannotBeRead) {
    auto figures = good();
    figures.store_readable = false;
    EXPECT_THAT(*ask(figures, "/health").head, HasSubstr(" 503 "));
    EXPECT_THAT(*ask(figures, "/health").body, HasSubstr("\"store\":false"));
}

TEST(Ops, IsNotWellWhenNobodyCutsEditions) {
    auto figures = good();
    figures.since_edition_look = 1860s;
    EXPECT_TRUE(healthy(figures));
    figures.since_edition_look = 1861s;
    EXPECT_FALSE(healthy(figures));
}

TEST(Ops, SpeaksThePrometheusTextFormat) {
    const auto answer = ask(good(), "/metrics");
    EXPECT_THAT(*answer.head, HasSubstr("text/plain; version=0.0.4"));
    EXPECT_THAT(*answer.body, HasSubstr("# TYPE himthough_responses_total counter\n"));
    EXPECT_THAT(*answer.body, HasSubstr("himthough_responses_total{class=\"4xx\"} 7\n"));
    EXPECT_THAT(*answer.body, HasSubstr("himthough_store_writable 1\n"));
}

TEST(Ops, HoldsNothingButItsTwoPages) {
    EXPECT_THAT(*ask(good(), "/").head, HasSubstr(" 404 "));
    EXPECT_THAT(*ask(good(), "/metrics", net::Method::post).head, HasSubstr(" 405 "));
    EXPECT_THAT(*ask(good(), "/metrics?words=nobody").body, Not(HasSubstr("nobody")));
}

}  // namespace
}  // namespace himthough::app
