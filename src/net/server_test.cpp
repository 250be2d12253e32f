#include <gtest/gtest.h>
#include "net/server.h"
using namespace himthough::net;
TEST(Server, Starts) {
    Server server({.port = 0, .threads = 2}, [](const Request&, Reply reply) { reply(make_response(200, {{"Content-Type", "text/plain"}}, "hello\n")); },
                  [](int status) { return make_response(status, {}, "no\n"); });
    EXPECT_GT(server.port(), 0);
}
