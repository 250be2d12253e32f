// What the server does about clients that take their time, about many of them, and about its own end.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <atomic>
#include <deque>
#include <future>
#include <mutex>
#include <thread>

#include "net/server.h"
#include "net/test_client.h"

using namespace himthough::net;
using namespace std::chrono_literals;
using testing::HasSubstr;
using Clock = std::chrono::steady_clock;

namespace {

void hello(const Request&, Reply reply) { reply(text_page(200, "hello")); }

const std::string post = "POST / HTTP/1.1\r\nHost: a.example\r\n";

/// Connections for which both ends find descriptors in this process.
std::size_t as_many_as_may_be(std::size_t wanted) {
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    return std::min<std::size_t>(wanted, (files.rlim_max - 100) / 2);
}

/// Hands the replies of /later to the test, in the order asked.
struct Later {
    std::mutex mutex;
    std::vector<Reply> replies;
    Handler handler() {
        return [this](const Request& request, Reply reply) {
            if (request.path() != "/later") return reply(text_page(200, std::string(request.path())));
            const std::lock_guard lock(mutex);
            replies.push_back(std::move(reply));
        };
    }
    void wait_for(std::size_t count) {
        for (int n = 0; n < 2000; ++n) {
            {
                const std::lock_guard lock(mutex);
                if (replies.size() >= count) return;
            }
            std::this_thread::sleep_for(10ms);
        }
        throw std::runtime_error("the request did not come");
    }
};

}  // namespace

TEST(SlowClient, WhoNeverEndsItsHeadersIsRefusedHoweverBusyItLooks) {
    Server server(any_port({.headers_within = 300ms}), hello, test_error_page);
    TestClient client(server.port());
    const auto begun = Clock::now();
    client.send("GET / HTTP/1.1\r\nHost: a.example\r\n");
    while (Clock::now() - begun < 10s && client.send("X: a\r\n") && !client.closed(20ms)) {}
    EXPECT_EQ(status_of(client.rest()), 408);
    EXPECT_LT(Clock::now() - begun, 5s);
    EXPECT_GE(server.counts().timeouts, 1U);
}

TEST(SlowClient, WhoDripsItsBodyIsRefused) {
    // A hundred times between the two, and two seconds: a busy machine stops for a second now and then.
    Server server(any_port({.body_bytes_per_second = 25, .body_rate_over = 2s}), hello, test_error_page);
    TestClient slow(server.port()), steady(server.port());
    slow.send(post + "Content-Length: 3000\r\n\r\n");
    steady.send(post + "Content-Length: 30000\r\n\r\n");
    for (int n = 0; n < 30; ++n) {
        steady.send(std::string(1000, 'a'));
        slow.send("a");
        std::this_thread::sleep_for(100ms);
    }
    EXPECT_EQ(status_of(steady.response()), 200);
    EXPECT_EQ(status_of(slow.rest()), 408);
}

TEST(SlowClient, WhoTakesTooLongForTheWholeRequestIsRefused) {
    Server server(any_port({.request_within = 300ms, .body_bytes_per_second = 0}), hello, test_error_page);
    TestClient client(server.port());
    client.send(post + "Content-Length: 3000\r\n\r\n");
    EXPECT_EQ(status_of(client.rest()), 408);
}

TEST(SlowClient, WhoSaysNothingIsClosedInSilence) {
    Server server(any_port({.idle = 200ms}), hello, test_error_page);
    TestClient fresh(server.port()), after(server.port());
    after.send(get("/"));
    EXPECT_EQ(status_of(after.response()), 200);
    EXPECT_EQ(fresh.rest(), "");
    EXPECT_EQ(after.rest(), "");
    EXPECT_TRUE(fresh.closed() && after.closed());
}

/// Connections are looked at some at a time: neither a crowd nor its leaving makes anybody's time longer.
TEST(SlowClient, OfACrowdEveryoneIsClosedInTimeAndWhoStaysBehindToo) {
    const auto count = as_many_as_may_be(3000);
    Server server(any_port({.idle = 400ms}, 1), hello, test_error_page);
    std::deque<TestClient> crowd;
    for (std::size_t n = 0; n < count; ++n) crowd.emplace_back(server.port());
    while (crowd.size() > 1) crowd.pop_back();   // while a look at all of them is under way
    const auto begun = Clock::now();
    EXPECT_TRUE(crowd.front().closed());
    EXPECT_LT(Clock::now() - begun, 1500ms);
    for (std::size_t n = 0; n < count / 2; ++n) crowd.emplace_back(server.port());
    for (auto& one : crowd) EXPECT_TRUE(one.closed());
}

TEST(SlowClient, WhoDoesNotTakeItsAnswerIsCutOff) {
    Server server(any_port({.write_stalls = 300ms}), [](const Request&, Reply reply) { reply(text_page(200, std::string(30'000'000, 'a'))); }, test_error_page);
    TestClient client(server.port(), "", 4096);
    client.send(get("/"));
    for (int n = 0; n < 1000 && (server.counts().timeouts == 0 || server.counts().connections_open > 0); ++n) std::this_thread::sleep_for(10ms);
    EXPECT_EQ(server.counts().connections_open, 0U);
    EXPECT_EQ(server.counts().timeouts, 1U);
}

TEST(SlowClient, WhoTakesItsAnswerSlowlyGetsAllOfIt) {
    Server server(any_port(), [](const Request&, Reply reply) { reply(text_page(200, std::string(1'000'000, 'a'))); }, test_error_page);
    TestClient client(server.port(), "", 4096);
    client.send(get("/") + get("/") + get("/"));
    for (int n = 0; n < 3; ++n) EXPECT_EQ(body_of(client.response(true, 60s)).size(), 1'000'000U);
}

TEST(Stop, AnswersWhatWasReadAndClosesWhatIsIdle) {
    Later later;
    Server server(any_port(), later.handler(), test_error_page);
    TestClient idle(server.port()), asked(server.port());
    idle.send(get("/"));
    idle.response();
    asked.send(get("/later") + get("/behind"));
    later.wait_for(1);
    auto stopped = std::async([&] { server.stop(20s); return Clock::now(); });
    EXPECT_TRUE(idle.closed());
    EXPECT_THROW(TestClient(server.port()).send(get("/")), std::runtime_error) << "no new connections";
    EXPECT_EQ(stopped.wait_for(100ms), std::future_status::timeout) << "it waits for the answer";
    later.replies.front()(text_page(200, "done"));
    EXPECT_EQ(body_of(asked.response()), "done");
    const auto last = asked.response();
    EXPECT_EQ(body_of(last), "/behind");
    EXPECT_THAT(last, HasSubstr("Connection: close\r\n"));
    EXPECT_TRUE(asked.closed());
    asked.close();
    EXPECT_EQ(stopped.wait_for(10s), std::future_status::ready);
    later.replies.clear();
}

TEST(Stop, CutsWhatIsLeftWhenPatienceIsOver) {
    Later later;
    Server server(any_port(), later.handler(), test_error_page);
    TestClient asked(server.port());
    asked.send(get("/later"));
    later.wait_for(1);
    const auto begun = Clock::now();
    server.stop(200ms);
    EXPECT_GE(Clock::now() - begun, 200ms);
    EXPECT_EQ(asked.rest(), "");
    later.replies.clear();
}

TEST(Stop, ASecondOneWithoutPatienceEndsTheFirst) {
    Later later;
    Server server(any_port({}, 2), later.handler(), test_error_page);
    TestClient asked(server.port());
    asked.send(get("/later"));
    later.wait_for(1);
    auto first = std::async([&] { server.stop(60s); });
    std::this_thread::sleep_for(50ms);
    server.stop(0ms);
    EXPECT_EQ(first.wait_for(10s), std::future_status::ready);
    EXPECT_TRUE(asked.closed());
    later.replies.clear();
}

TEST(Fairness, OneConnectionHasSoManyRequestsAnsweredThenOthersHaveTheirTurn) {
    std::vector<std::string> order;  // the one reader's thread writes it
    std::promise<void> open;
    const auto gate = open.get_future().share();
    std::atomic<bool> asked = false;
    Server server(any_port({.requests_per_turn = 4}), [&](const Request& request, Reply reply) {
        if (request.path() == "/wait") {
            asked = true;
            gate.wait();
        } else {
            order.emplace_back(request.path());
        }
        reply(text_page(200, ""));
    }, test_error_page);
    TestClient first(server.port()), greedy(server.port()), modest(server.port());
    first.send(get("/wait"));
    while (!asked) std::this_thread::sleep_for(1ms);
    std::string many;
    for (int n = 0; n < 100; ++n) many += get("/greedy");
    greedy.send(many);
    modest.send(get("/modest"));
    std::this_thread::sleep_for(50ms);
    open.set_value();
    EXPECT_EQ(status_of(modest.response()), 200);
    for (int n = 0; n < 100; ++n) EXPECT_EQ(status_of(greedy.response()), 200);
    server.stop(0ms);
    const auto place = std::find(order.begin(), order.end(), "/modest") - order.begin();
    EXPECT_LE(place, 8) << "two turns of the greedy one at most";
}

TEST(Fairness, TwoThousandConnectionsAreAllServed) {
    const auto count = as_many_as_may_be(2000);
    Server server(any_port({}, 2), hello, test_error_page);
    std::vector<std::unique_ptr<TestClient>> clients;
    for (std::size_t n = 0; n < count; ++n) clients.push_back(std::make_unique<TestClient>(server.port()));
    for (int round = 0; round < 3; ++round) {
        for (auto& client : clients) ASSERT_TRUE(client->send(get("/")));
        for (auto& client : clients) ASSERT_EQ(status_of(client->response()), 200);
    }
    EXPECT_EQ(server.counts().connections_open, count);
    EXPECT_EQ(server.counts().requests, count * 3);
}
