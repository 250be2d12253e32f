#include "net/server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <mutex>
#include <thread>

#include "net/test_client.h"

using namespace himthough::net;
using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

namespace {

Response echo(const Request& request) {
    return text_page(200, request.target + " " + std::to_string(request.body.size()) + " " + request.client + (request.secure ? " secure" : ""));
}

/// Replies that wait until a test gives them.
class Shelf {
public:
    void put(Reply reply) {
        const std::lock_guard lock(mutex_);
        replies_.push_back(std::move(reply));
        come_.notify_all();
    }
    Reply take() {
        std::unique_lock lock(mutex_);
        if (!come_.wait_for(lock, 20s, [this] { return !replies_.empty(); })) throw std::runtime_error("no request came");
        auto first = std::move(replies_.front());
        replies_.erase(replies_.begin());
        return first;
    }

private:
    std::mutex mutex_;
    std::condition_variable come_;
    std::vector<Reply> replies_;
};

/// Answers /later by whoever takes the reply from the shelf, everything else at once.
Handler shelving(Shelf& shelf) {
    return [&shelf](const Request& request, Reply reply) {
        if (request.path() == "/later") shelf.put(std::move(reply));
        else reply(echo(request));
    };
}

void echo_handler(const Request& request, Reply reply) { reply(echo(request)); }

bool soon(const std::function<bool()>& holds) {
    for (int n = 0; n < 1000; ++n) {
        if (holds()) return true;
        std::this_thread::sleep_for(10ms);
    }
    return false;
}

}  // namespace

TEST(Server, KeepsAConnectionForManyRequests) {
    Server server(any_port(), echo_handler, test_error_page);
    TestClient client(server.port());
    for (int n = 0; n < 5; ++n) {
        client.send(get("/" + std::to_string(n)));
        const auto answer = client.response();
        EXPECT_THAT(answer, testing::StartsWith("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: "));
        EXPECT_THAT(answer, HasSubstr(" GMT\r\n\r\n/" + std::to_string(n) + " 0 127.0.0.1"));
        EXPECT_THAT(answer, Not(HasSubstr("Connection:")));
    }
    EXPECT_EQ(server.counts().requests, 5U);
    EXPECT_EQ(server.counts().responses_2xx, 5U);
    EXPECT_EQ(server.counts().connections_taken, 1U);
    EXPECT_EQ(server.counts().connections_open, 1U);
}

TEST(Server, ClosesWhenAskedTo) {
    Server server(any_port(), [](const Request& request, Reply reply) {
        auto response = echo(request);
        response.close = request.path() == "/last";
        reply(response);
    }, test_error_page);
    for (const auto& last : {get("/", "Connection: keep-alive, Close\r\n"), get("/last"), std::string("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")}) {
        TestClient client(server.port());
        client.send(last + get("/behind"));
        const auto all = client.rest();
        EXPECT_THAT(all, HasSubstr("Connection: close\r\n"));
        EXPECT_THAT(all, Not(HasSubstr("/behind")));
        EXPECT_TRUE(client.closed());
    }
}

TEST(Server, AnswersPipelinedRequestsInOrderThoughRepliesComeFromOtherThreadsInAnyOrder) {
    Shelf shelf;
    Server server(any_port(), shelving(shelf), test_error_page);
    TestClient client(server.port());
    client.send(get("/1") + get("/later?2") + get("/3") + get("/later?4") + get("/later?5") + get("/6"));
    for (const char* body : {"two", "four", "five"}) {
        std::thread([&, reply = shelf.take()]() mutable {
            std::this_thread::sleep_for(5ms);
            reply(text_page(200, body));
        }).join();
    }
    for (const char* body : {"/1 0 127.0.0.1", "two", "/3 0 127.0.0.1", "four", "five", "/6 0 127.0.0.1"}) EXPECT_EQ(body_of(client.response()), body);
}

TEST(Server, LeavesTheBodyOutForHead) {
    Server server(any_port(), echo_handler, test_error_page);
    TestClient client(server.port());
    client.send("HEAD /a HTTP/1.1\r\nHost: a.example\r\n\r\n" + get("/b"));
    EXPECT_THAT(client.response(false), HasSubstr("Content-Length: 14\r\n"));
    EXPECT_EQ(body_of(client.response()), "/b 0 127.0.0.1");
}

TEST(Server, ReadsBodiesHoweverTheyCome) {
    Server server(any_port(), echo_handler, test_error_page);
    TestClient client(server.port());
    const std::string post = "POST /p HTTP/1.1\r\nHost: a.example\r\n";
    client.send(post + "Content-Length: 50000\r\n\r\n" + std::string(50000, 'a') + get("/next"));
    EXPECT_EQ(body_of(client.response()), "/p 50000 127.0.0.1");
    EXPECT_EQ(body_of(client.response()), "/next 0 127.0.0.1");
    client.send(post + "Transfer-Encoding: chunked\r\n\r\n");
    for (int n = 0; n < 10; ++n) client.send("3E8\r\n" + std::string(1000, 'a') + "\r\n");
    client.send("0\r\n\r\n" + get("/next"));
    EXPECT_EQ(body_of(client.response()), "/p 10000 127.0.0.1");
    EXPECT_EQ(body_of(client.response()), "/next 0 127.0.0.1");
}

TEST(Server, SaysGoOnToWhoAsksBeforeSendingABody) {
    Server server(any_port(), echo_handler, test_error_page);
    const std::string post = "POST /p HTTP/1.1\r\nHost: a.example\r\nExpect: 100-continue\r\n";
    TestClient client(server.port());
    client.send(get("/before") + post + "Content-Length: 3\r\n\r\n");
    EXPECT_EQ(body_of(client.response()), "/before 0 127.0.0.1");
    EXPECT_EQ(client.response(false), "HTTP/1.1 100 Continue\r\n\r\n");
    client.send("abc");
    EXPECT_EQ(body_of(client.response()), "/p 3 127.0.0.1");
    client.send(post + "Content-Length: 3\r\n\r\nabc");
    EXPECT_EQ(status_of(client.response()), 200) << "the body came along: nothing to wait for";
    client.send(post + "Content-Length: 70000\r\n\r\n");
    EXPECT_EQ(status_of(client.response()), 413) << "said before the body is sent";
    EXPECT_TRUE(client.closed());
}

TEST(Server, AnswersWhatItRefusesEvenWhileTheClientIsStillSending) {
    Server server(any_port(), echo_handler, test_error_page);
    TestClient client(server.port());
    client.send("POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 200000\r\n\r\n");
    client.send(std::string(200000, 'a'));
    EXPECT_EQ(body_of(client.rest()), "refused with 413");
}

TEST(Server, AReplyThatIsDroppedOrAHandlerThatThrowsAnswers500) {
    Shelf shelf;
    Server server(any_port(), [&shelf](const Request& request, Reply reply) {
        if (request.path() == "/throw") throw std::runtime_error("made to fail");
        if (request.path() == "/later") shelf.put(std::move(reply));
    }, test_error_page);
    TestClient client(server.port());
    for (const char* path : {"/drop", "/throw", "/later"}) {
        client.send(get(path));
        if (path == std::string("/later")) { const auto dropped = shelf.take(); }
        EXPECT_EQ(body_of(client.response()), "refused with 500");
    }
    EXPECT_EQ(server.counts().responses_5xx, 3U);
}

TEST(Server, AReplyMayComeAfterItsConnectionOrTheServerHasGone) {
    Shelf shelf;
    Reply late;
    {
        Server server(any_port(), shelving(shelf), test_error_page);
        TestClient gone(server.port());
        gone.send(get("/later"));
        auto reply = shelf.take();
        gone.close();
        std::this_thread::sleep_for(20ms);
        reply(text_page(200, std::string(3'000'000, 'a')));
        EXPECT_TRUE(soon([&] { return server.counts().connections_open == 0; }));
        TestClient client(server.port());
        client.send(get("/later"));
        late = shelf.take();
    }
    late(text_page(200, "too late"));
}

TEST(Server, ARequestStaysReadableUntilItsReplyIsUsedThoughTheClientHasGone) {
    std::promise<std::pair<const Request*, Reply>> asked;
    Server server(any_port(), [&](const Request& request, Reply reply) { asked.set_value({&request, std::move(reply)}); }, test_error_page);
    TestClient client(server.port());
    client.send(get("/still-here"));
    auto [request, reply] = asked.get_future().get();
    client.close();
    server.stop(0ms);
    EXPECT_EQ(request->path(), "/still-here");
    reply(text_page(200, ""));
}

TEST(Server, SaysPlainlyThatThePortIsTaken) {
    Server server(any_port({}, 2), echo_handler, test_error_page);
    auto settings = any_port({}, 2);
    settings.port = server.port();
    try {
        const Server second(settings, echo_handler, test_error_page);
        FAIL() << "two servers on one port";
    } catch (const std::runtime_error& error) {
        EXPECT_EQ(error.what(), "127.0.0.1:" + std::to_string(server.port()) + " is taken by another program: stop it, or choose another port with --port");
    }
    server.stop(0ms);
    EXPECT_NO_THROW(Server(settings, echo_handler, test_error_page)) << "a restart is quick";
}

TEST(Server, SaysPlainlyThatAnAddressIsNone) {
    auto settings = any_port();
    for (const char* wrong : {"localhost", "", "1.2.3"}) {
        settings.address = wrong;
        EXPECT_THROW(Server(settings, echo_handler, test_error_page), std::runtime_error) << wrong;
    }
    settings.address = "192.0.2.1";
    EXPECT_THROW(Server(settings, echo_handler, test_error_page), std::runtime_error) << "not ours";
}

TEST(Server, BelievesForwardedHeadersFromTrustedProxiesOnly) {
    auto settings = any_port();
    settings.trusted_proxies = {"127.0.0.2/32"};
    Server server(settings, echo_handler, test_error_page);
    const auto request = get("/", "X-Forwarded-For: 192.0.2.66, 198.51.100.7\r\nX-Forwarded-Proto: https\r\n");
    TestClient proxy(server.port(), "127.0.0.2"), stranger(server.port(), "127.0.0.3");
    proxy.send(request);
    stranger.send(request);
    EXPECT_EQ(body_of(proxy.response()), "/ 0 198.51.100.7 secure");
    EXPECT_EQ(body_of(stranger.response()), "/ 0 127.0.0.3");
    proxy.send(get("/", "X-Forwarded-For: rubbish\r\nX-Forwarded-Proto: http\r\n"));
    EXPECT_EQ(body_of(proxy.response()), "/ 0 127.0.0.2");
}

TEST(Server, TakesNoMoreConnectionsThanItsLimit) {
    Server server(any_port({.connections = 3}), echo_handler, test_error_page);
    std::vector<std::unique_ptr<TestClient>> inside;
    for (int n = 0; n < 3; ++n) {
        inside.push_back(std::make_unique<TestClient>(server.port()));
        inside.back()->send(get("/"));
        EXPECT_EQ(status_of(inside.back()->response()), 200);
    }
    TestClient outside(server.port());
    EXPECT_TRUE(outside.closed());
    EXPECT_EQ(server.counts().connections_refused, 1U);
    inside.pop_back();
    EXPECT_TRUE(soon([&] { return server.counts().connections_open == 2; }));
    TestClient next(server.port());
    next.send(get("/"));
    EXPECT_EQ(status_of(next.response()), 200);
}

TEST(Server, TakesNoMoreConnectionsOfOneClientThanItsLimitButManyOfAProxy) {
    auto settings = any_port({.connections_of_one_client = 1});
    settings.trusted_proxies = {"127.0.0.2"};
    Server server(settings, echo_handler, test_error_page);
    const auto served = [&](TestClient& client) { return client.send(get("/")) && status_of(client.response()) == 200; };
    TestClient first(server.port(), "127.0.0.1"), proxy(server.port(), "127.0.0.2"), proxy_again(server.port(), "127.0.0.2");
    EXPECT_TRUE(served(first) && served(proxy) && served(proxy_again));
    TestClient second(server.port(), "127.0.0.1"), other(server.port(), "127.0.0.3");
    EXPECT_FALSE(served(second));
    EXPECT_TRUE(served(other));
    first.close();
    EXPECT_TRUE(soon([&] {
        TestClient again(server.port(), "127.0.0.1");
        return served(again);
    }));
}
