// Answers that are written by the thread that made them (net/exchange.h), and connections that are handed from reader to reader.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <future>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include <fmt/core.h>

#include "base/workers.h"
#include "net/server.h"
#include "net/test_client.h"

using namespace himthough::net;
using namespace std::chrono_literals;
using testing::HasSubstr;

namespace {

/// Gives the reply of each request to the test.
class Replies {
public:
    void operator()(const Request&, Reply reply) {
        const std::lock_guard lock(mutex_);
        come_.push_back(std::move(reply));
        changed_.notify_all();
    }
    Reply next() {
        std::unique_lock lock(mutex_);
        if (!changed_.wait_for(lock, 20s, [this] { return !come_.empty(); })) throw std::runtime_error("no request came");
        auto first = std::move(come_.front());
        come_.erase(come_.begin());
        std::this_thread::sleep_for(20ms);   // the reader has let go of the socket by now
        return first;
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Reply> come_;
};

}  // namespace

TEST(AnswersElsewhere, KeepTheConnectionAndAreCounted) {
    Replies replies;
    Server server(any_port(), std::ref(replies), test_error_page);
    TestClient client(server.port());
    for (int n = 1; n <= 3; ++n) {
        client.send(get("/"));
        replies.next()(text_page(200, fmt::format("answer {}", n)));
        const auto answer = client.response();
        EXPECT_THAT(answer, HasSubstr(fmt::format(" GMT\r\n\r\nanswer {}", n)));
        EXPECT_EQ(server.counts().responses_2xx, static_cast<std::uint64_t>(n));
    }
    EXPECT_EQ(server.counts().connections_taken, 1U);
}

TEST(AnswersElsewhere, WhatIsSentBeforeTheAnswerIsAnsweredAfterIt) {
    Replies replies;
    Server server(any_port(), std::ref(replies), test_error_page);
    TestClient client(server.port());
    client.send(get("/"));
    auto first = replies.next();
    client.send(get("/"));
    std::this_thread::sleep_for(50ms);
    first(text_page(200, "first"));
    EXPECT_EQ(body_of(client.response()), "first");
    replies.next()(text_page(200, "second"));
    EXPECT_EQ(body_of(client.response()), "second");
}

TEST(AnswersElsewhere, WhatTheSocketDoesNotTakeTheReaderFinishes) {
    Replies replies;
    Server server(any_port(), std::ref(replies), test_error_page);
    TestClient client(server.port(), "", 16384);
    const std::string large(2 << 20, 'x');
    client.send(get("/"));
    replies.next()(text_page(200, large));
    std::this_thread::sleep_for(50ms);
    EXPECT_EQ(body_of(client.response()).size(), large.size());
    client.send(get("/"));
    replies.next()(text_page(200, "still there"));
    EXPECT_EQ(body_of(client.response()), "still there");
}

TEST(AnswersElsewhere, AnIdleConnectionIsClosedInItsTime) {
    Replies replies;
    Limits limits;
    limits.idle = 200ms;
    Server server(any_port(limits), std::ref(replies), test_error_page);
    TestClient client(server.port());
    client.send(get("/"));
    replies.next()(text_page(200, "answer"));
    EXPECT_EQ(body_of(client.response()), "answer");
    EXPECT_TRUE(client.closed(5s));
}

TEST(AnswersElsewhere, StopDoesNotWaitForAConnectionThatHasItsAnswer) {
    Replies replies;
    Server server(any_port(), std::ref(replies), test_error_page);
    TestClient client(server.port());
    client.send(get("/"));
    replies.next()(text_page(200, "answer"));
    EXPECT_EQ(body_of(client.response()), "answer");
    const auto begin = std::chrono::steady_clock::now();
    server.stop(20s);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 5s);
}

TEST(AnswersElsewhere, AnAnswerGivenWhileTheServerStopsIsTheLast) {
    Replies replies;
    Server server(any_port(), std::ref(replies), test_error_page);
    TestClient client(server.port());
    client.send(get("/"));
    auto reply = replies.next();
    auto stopped = std::async(std::launch::async, [&] { server.stop(20s); });
    std::this_thread::sleep_for(50ms);
    reply(text_page(200, "last words"));
    EXPECT_THAT(client.rest(), testing::AllOf(HasSubstr("Connection: close\r\n"), HasSubstr("last words")));
    stopped.get();
}

TEST(AnswersElsewhere, ManyAtOnceAreAllAnsweredInOrderWhoeverGoesFirst) {
    constexpr int clients = 8, rounds = 200;
    himthough::Workers workers(4, 1000);
    const auto handler = [&](const Request& request, Reply reply) {
        auto shared = std::make_shared<Reply>(std::move(reply));
        if (!workers.post([shared, target = request.target] { (*shared)(text_page(200, target)); })) (*shared)(text_page(503, ""));
    };
    Server server(any_port({}, 2), handler, test_error_page);
    std::vector<std::future<int>> wrong;
    for (int number = 0; number < clients; ++number)
        wrong.push_back(std::async(std::launch::async, [&, number] {
            TestClient client(server.port());
            int others = 0;
            for (int n = 0; n < rounds; ++n) {
                const auto one = fmt::format("/{}/one", n), two = fmt::format("/{}/two", n);
                client.send(get(one));
                if ((n + number) % 3 == 0) std::this_thread::sleep_for(std::chrono::microseconds(50 * number));
                client.send(get(two));   // sometimes before, sometimes while, sometimes after the first is answered
                others += body_of(client.response()) != one;
                others += body_of(client.response()) != two;
            }
            return others;
        }));
    for (auto& each : wrong) EXPECT_EQ(each.get(), 0);
    EXPECT_EQ(server.counts().responses_2xx, 2U * clients * rounds);
    server.stop(20s);
}

TEST(Readers, ShareConnectionsEvenlyHoweverTheKernelSpreadsThem) {
    constexpr int connections = 64;
    std::mutex mutex;
    std::map<std::thread::id, int> answered;
    const auto handler = [&](const Request&, Reply reply) {
        {
            const std::lock_guard lock(mutex);
            ++answered[std::this_thread::get_id()];
        }
        reply(text_page(200, "here"));
    };
    Server server(any_port({}, 2), handler, test_error_page);
    std::vector<std::unique_ptr<TestClient>> clients;
    for (int n = 0; n < connections; ++n) {
        clients.push_back(std::make_unique<TestClient>(server.port()));
        clients.back()->send(get("/"));
        EXPECT_EQ(body_of(clients.back()->response()), "here");
    }
    ASSERT_EQ(answered.size(), 2U);
    for (const auto& [thread, count] : answered) EXPECT_NEAR(count, connections / 2, 2);
}
