// Requests that two programs could read in two ways, or that ask for more than they may: each is refused with one status, and the
// connection is closed, so that nothing behind it is ever read as a request.
#include <gtest/gtest.h>

#include <atomic>

#include "net/head_soundness.h"
#include "net/test_client.h"

using namespace himthough::net;

namespace {

struct Case {
    std::string what;
    std::string bytes;
    int status;
};

const std::string line = "GET / HTTP/1.1\r\n", host = "Host: a.example\r\n", post = "POST / HTTP/1.1\r\nHost: a.example\r\n",
                  chunked = post + "Transfer-Encoding: chunked\r\n\r\n";

std::string repeat(std::size_t times, std::string_view text) {
    std::string all;
    for (std::size_t n = 0; n < times; ++n) all += text;
    return all;
}

std::vector<Case> refused() {
    using namespace std::string_literals;
    return {
        {"length and chunked", post + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
        {"chunked and length", post + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n", 400},
        {"chunked and length 0", post + "Transfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n0\r\n\r\n", 400},
        {"two lengths", post + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", 400},
        {"two equal lengths", post + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", 400},
        {"a list of lengths", post + "Content-Length: 3, 3\r\n\r\nabc", 400},
        {"length with a sign", post + "Content-Length: +3\r\n\r\nabc", 400},
        {"negative length", post + "Content-Length: -3\r\n\r\nabc", 400},
        {"hexadecimal length", post + "Content-Length: 0x3\r\n\r\nabc", 400},
        {"length with a blank inside", post + "Content-Length: 1 0\r\n\r\nabc", 400},
        {"empty length", post + "Content-Length: \r\n\r\nabc", 400},
        {"length beyond 64 bits", post + "Content-Length: 99999999999999999999999\r\n\r\nabc", 413},
        {"two codings", post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
        {"a coding in front", post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501},
        {"identity", post + "Transfer-Encoding: identity\r\n\r\n0\r\n\r\n", 501},
        {"chunked misspelt", post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 501},
        {"chunked behind a control character", post + "Transfer-Encoding: \x0b" "chunked\r\n\r\n0\r\n\r\n", 400},
        {"blank before the colon of a coding", post + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n", 400},
        {"chunked in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
        {"bare LF after the request line", "GET / HTTP/1.1\nHost: a.example\r\n\r\n", 400},
        {"bare LF after a field", line + "Host: a.example\n\r\n", 400},
        {"bare LF as the end", line + "Host: a.example\r\n\n", 400},
        {"bare LFs only", "GET / HTTP/1.1\nHost: a.example\n\n", 400},
        {"bare CR in a value", line + host + "X: a\rb\r\n\r\n", 400},
        {"bare CR in the request line", "GET /\r HTTP/1.1\r\nHost: a.example\r\n\r\n", 400},
        {"CR CR LF", line + "Host: a.example\r\r\n\r\n", 400},
        {"folded line", line + host + "X: a\r\n b\r\n\r\n", 400},
        {"folded line with a tab", line + host + "X: a\r\n\tb\r\n\r\n", 400},
        {"blank before the first field", line + " Host: a.example\r\n\r\n", 400},
        {"blank before a colon", line + "Host : a.example\r\n\r\n", 400},
        {"empty name", line + host + ": a\r\n\r\n", 400},
        {"name with a bracket", line + host + "X(: a\r\n\r\n", 400},
        {"name outside ASCII", line + host + "X\xC3\xA9: a\r\n\r\n", 400},
        {"no colon", line + host + "X\r\n\r\n", 400},
        {"NUL in a value", line + host + "X: a\0b\r\n\r\n"s, 400},
        {"NUL in a name", line + host + "X\0: a\r\n\r\n"s, 400},
        {"NUL in the target", "GET /\0 HTTP/1.1\r\nHost: a.example\r\n\r\n"s, 400},
        {"DEL in a value", line + host + "X: \x7F\r\n\r\n", 400},
        {"escape in a value", line + host + "X: \x1B[2J\r\n\r\n", 400},
        {"no Host", line + "\r\n", 400},
        {"two Hosts", line + host + host + "\r\n", 400},
        {"empty Host", line + "Host:\r\n\r\n", 400},
        {"Host with a path", line + "Host: a.example/b\r\n\r\n", 400},
        {"Host with a user", line + "Host: u@a.example\r\n\r\n", 400},
        {"two Hosts in HTTP/1.0", "GET / HTTP/1.0\r\n" + host + host + "\r\n", 400},
        {"absolute target", "GET http://a.example/ HTTP/1.1\r\nHost: a.example\r\n\r\n", 400},
        {"authority target", "CONNECT a.example:443 HTTP/1.1\r\nHost: a.example\r\n\r\n", 400},
        {"asterisk target", "OPTIONS * HTTP/1.1\r\nHost: a.example\r\n\r\n", 400},
        {"fragment", "GET /a#b HTTP/1.1\r\nHost: a.example\r\n\r\n", 400},
        {"target outside ASCII", "GET /\xC3\xA9 HTTP/1.1\r\nHost: a.example\r\n\r\n", 400},
        {"quote in the target", "GET /\" HTTP/1.1\r\nHost: a.example\r\n\r\n", 400},
        {"two blanks", "GET  / HTTP/1.1\r\nHost: a.example\r\n\r\n", 400},
        {"blank in the target", "GET /a b HTTP/1.1\r\nHost: a.example\r\n\r\n", 400},
        {"blank after the version", "GET / HTTP/1.1 \r\nHost: a.example\r\n\r\n", 400},
        {"tab for a blank", "GET\t/ HTTP/1.1\r\nHost: a.example\r\n\r\n", 400},
        {"no version (HTTP/0.9)", "GET /\r\n\r\n", 400},
        {"version in lower case", "GET / http/1.1\r\nHost: a.example\r\n\r\n", 400},
        {"version with three digits", "GET / HTTP/1.11\r\nHost: a.example\r\n\r\n", 400},
        {"HTTP/1.2", "GET / HTTP/1.2\r\nHost: a.example\r\n\r\n", 505},
        {"HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
        {"no method", " / HTTP/1.1\r\nHost: a.example\r\n\r\n", 400},
        {"method with a colon", "GE:T / HTTP/1.1\r\nHost: a.example\r\n\r\n", 400},
        {"two empty lines in front", "\r\n\r\nGET / HTTP/1.1\r\nHost: a.example\r\n\r\n", 400},
        {"TLS on a plain port", "\x16\x03\x01\x02", 400},
        {"unknown expectation", post + "Expect: a-miracle\r\nContent-Length: 1\r\n\r\na", 417},
        {"compressed body", post + "Content-Encoding: gzip\r\nContent-Length: 1\r\n\r\na", 415},
        {"request line too long", "GET /" + std::string(8 * 1024, 'a') + " HTTP/1.1\r\nHost: a.example\r\n\r\n", 414},
        {"request line without an end", "GET /" + std::string(9 * 1024, 'a'), 414},
        {"one field too many", line + host + repeat(64, "X: a\r\n") + "\r\n", 431},
        {"fields too long", line + host + "X: " + std::string(16 * 1024, 'a') + "\r\n\r\n", 431},
        {"fields without an end", line + host + "X: " + std::string(17 * 1024, 'a'), 431},
        {"body too long", post + "Content-Length: 65537\r\n\r\n", 413},
        {"chunks too long", chunked + "10001\r\n", 413},
        {"chunks too long together", chunked + "10000\r\n" + std::string(0x10000, 'a') + "\r\n1\r\n", 413},
        {"no chunk size", chunked + "\r\nabc\r\n0\r\n\r\n", 400},
        {"chunk size with a sign", chunked + "+3\r\nabc\r\n0\r\n\r\n", 400},
        {"negative chunk size", chunked + "-3\r\nabc\r\n0\r\n\r\n", 400},
        {"chunk size with 0x", chunked + "0x3\r\nabc\r\n0\r\n\r\n", 400},
        {"chunk size beyond 32 bits", chunked + "100000003\r\nabc\r\n0\r\n\r\n", 400},
        {"chunk size beyond 64 bits", chunked + "10000000000000003\r\nabc\r\n0\r\n\r\n", 400},
        {"blank before a chunk size", chunked + " 3\r\nabc\r\n0\r\n\r\n", 400},
        {"blank after a chunk size", chunked + "3 \r\nabc\r\n0\r\n\r\n", 400},
        {"bare LF after a chunk size", chunked + "3\nabc\r\n0\r\n\r\n", 400},
        {"bare LF in a chunk extension", chunked + "3;a\nabc\r\n0\r\n\r\n", 400},
        {"bare CR after a chunk size", chunked + "3\rabc\r\n0\r\n\r\n", 400},
        {"chunk longer than said", chunked + "3\r\nabcd\r\n0\r\n\r\n", 400},
        {"bare LF after a chunk", chunked + "3\r\nabc\n0\r\n\r\n", 400},
        {"chunk extension too long", chunked + "3;" + std::string(600, 'a') + "\r\nabc\r\n0\r\n\r\n", 400},
        {"chunk extensions too long together", chunked + repeat(60, "1;aaaaaaaaaa\r\na\r\n") + "0\r\n\r\n", 400},
        {"NUL in a chunk extension", chunked + "3;\0\r\nabc\r\n0\r\n\r\n"s, 400},
        {"trailers", chunked + "3\r\nabc\r\n0\r\nX: a\r\n\r\n", 400},
        {"bare LF at the end of chunks", chunked + "0\r\n\n", 400},
    };
}

std::vector<Case> accepted() {
    return {
        {"plain", get("/"), 200},
        {"one empty line in front", "\r\n" + get("/"), 200},
        {"HTTP/1.0 without Host", "GET / HTTP/1.0\r\n\r\n", 200},
        {"unknown method", "PROPFIND / HTTP/1.1\r\nHost: a.example\r\n\r\n", 200},
        {"a long method", "ABCDEFGHIJKLMNOPQRSTUVWXYZ / HTTP/1.1\r\nHost: a.example\r\n\r\n", 200},
        {"what browsers leave unescaped", get("/a?b[]={c}|d^e`f'g\\h"), 200},
        {"no blank after a colon", line + "Host:a.example\r\n\r\n", 200},
        {"blanks around a value", line + "Host: \t a.example \t \r\n\r\n", 200},
        {"bytes above ASCII in a value", line + host + "X: \xC3\xA9\r\n\r\n", 200},
        {"IPv6 host with a port", line + "Host: [::1]:8080\r\n\r\n", 200},
        {"upgrade is passed over", get("/", "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n"), 200},
        {"sixty-four fields", line + host + repeat(63, "X: a\r\n") + "\r\n", 200},
        {"longest request line", "GET /" + std::string(8 * 1024 - 14, 'a') + " HTTP/1.1\r\nHost: a.example\r\n\r\n", 200},
        {"a body", post + "Content-Length: 3\r\n\r\nabc", 200},
        {"length with zeros in front", post + "Content-Length: 0003\r\n\r\nabc", 200},
        {"longest body", post + "Content-Length: 65536\r\n\r\n" + std::string(65536, 'a'), 200},
        {"chunks", chunked + "3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n", 200},
        {"chunks with extensions", chunked + "3;a=b\r\nabc\r\n000;c\r\n\r\n", 200},
        {"chunked in capitals", post + "Transfer-Encoding: CHUNKED\r\n\r\n0\r\n\r\n", 200},
    };
}

class Framing : public testing::Test {
protected:
    std::atomic<int> asked_{0};
    Server server_{any_port(), [this](const Request&, Reply reply) {
                       ++asked_;
                       reply(text_page(200, "fine"));
                   },
                   test_error_page};
};

}  // namespace

TEST_F(Framing, WhatCanBeReadInTwoWaysIsRefusedAndTheConnectionClosed) {
    for (const auto& [what, bytes, status] : refused()) {
        TestClient client(server_.port());
        client.send(bytes);
        const auto answer = client.rest();
        EXPECT_EQ(status_of(answer), status) << what;
        EXPECT_NE(answer.find("Connection: close\r\n"), std::string::npos) << what;
        EXPECT_EQ(body_of(answer), "refused with " + std::to_string(status)) << what;
        EXPECT_TRUE(client.closed()) << what;
    }
    EXPECT_EQ(asked_, 0);
}

TEST_F(Framing, NothingBehindARefusedRequestIsEverRead) {
    for (const auto& [what, bytes, status] : refused()) {
        TestClient client(server_.port());
        client.send(bytes + get("/smuggled"));
        const auto answer = client.rest();
        EXPECT_EQ(answer.find("HTTP/1.1", 1), std::string::npos) << what;
    }
    EXPECT_EQ(asked_, 0);
}

TEST_F(Framing, ItIsTheSameWhenEveryByteComesAlone) {
    for (const auto& [what, bytes, status] : refused()) {
        if (bytes.size() > 200) continue;
        TestClient client(server_.port());
        for (const char byte : bytes)
            if (!client.send({&byte, 1})) break;
        const auto answer = client.rest();
        // A server may know before the end; the client, still sending, may then be cut off. Never is it served.
        if (!answer.empty()) {
            EXPECT_EQ(status_of(answer), status) << what;
        }
    }
    EXPECT_EQ(asked_, 0);
}

TEST_F(Framing, WhatIsSoundIsAnswered) {
    for (const auto& [what, bytes, status] : accepted()) {
        TestClient whole(server_.port());
        whole.send(bytes);
        EXPECT_EQ(status_of(whole.response()), status) << what;
        if (bytes.size() > 400) continue;
        TestClient pieces(server_.port());
        for (const char byte : bytes) pieces.send({&byte, 1});
        EXPECT_EQ(status_of(pieces.response()), status) << what << ", byte by byte";
    }
}

TEST(HeadSoundness, HoldsForEveryCaseAndForEveryByteOfItChanged) {
    for (const auto& cases : {refused(), accepted()})
        for (const auto& [what, bytes, status] : cases) {
            SCOPED_TRACE(what);
            read_head_and_chunks(bytes);
            if (bytes.size() > 160) continue;
            for (std::size_t at = 0; at < bytes.size(); ++at)
                for (const char other : std::string_view("\r\n\0 :;,0a\t\x7F\xFF", 13)) {
                    auto changed = bytes;
                    changed[at] = other;
                    read_head_and_chunks(changed);
                }
        }
}
