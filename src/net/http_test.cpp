#include "net/http.h"

#include <gtest/gtest.h>

#include <stdexcept>

using namespace himthough::net;

TEST(Response, HasItsLengthFromItsBodyAndNoEmptyLineYet) {
    const auto page = make_response(200, {{"Content-Type", "text/plain"}}, std::string("hello"));
    EXPECT_EQ(*page.head, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n");
    EXPECT_EQ(*page.body, "hello");
}

TEST(Response, SaysNoLengthWhereThereIsNoBody) {
    EXPECT_EQ(*make_response(204, {}, std::string()).head, "HTTP/1.1 204 No Content\r\n");
    EXPECT_EQ(*make_response(304, {{"ETag", "\"a\""}}, Bytes()).head, "HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\n");
    EXPECT_EQ(make_response(304, {}, std::string("a")).body, nullptr) << "a client would take it for the next response";
    EXPECT_EQ(*make_response(404, {}, Bytes()).head, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n");
}

TEST(Response, CannotBeSplitByAValue) {
    for (const char* wrong : {"/a\r\nSet-Cookie: b", "/a\nb", "/a\rb", "\x01"})
        EXPECT_THROW(make_response(303, {{"Location", wrong}}, std::string()), std::invalid_argument);
}

TEST(Request, PartsItsTargetAtTheFirstQuestionMark) {
    Request request;
    request.target = "/metoo/wall?page=2&of=a?b";
    EXPECT_EQ(request.path(), "/metoo/wall");
    EXPECT_EQ(request.query(), "page=2&of=a?b");
    request.target = "/metoo";
    EXPECT_EQ(request.path(), "/metoo");
    EXPECT_EQ(request.query(), "");
}

TEST(Request, GivesTheFirstHeaderOfAName) {
    Request request;
    request.headers = {{"accept", "a"}, {"accept", "b"}};
    EXPECT_EQ(request.header("accept"), "a");
    EXPECT_EQ(request.header("origin"), "");
}
