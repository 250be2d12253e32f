#include "web/finished.h"

#include <fmt/core.h>
#include <sodium.h>

#include "base/secret.h"
#include "edition/compress.h"
#include "web/language.h"

namespace himthough::web {
namespace {

std::string etag_of(std::string_view body) {
    std::array<unsigned char, 16> hash;
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(body.data()), body.size(), nullptr, 0);
    return to_base64(bytes_of(hash));
}

edition::Page::Encoded encoded(int status, net::HeaderList headers, std::string body, std::string_view coding, const std::string& etag) {
    if (!coding.empty()) headers.emplace_back("Content-Encoding", std::string(coding));
    if (!etag.empty()) headers.emplace_back("ETag", fmt::format("\"{}{}{}\"", etag, coding.empty() ? "" : "-", coding));
    const auto response = net::make_response(status, headers, std::move(body));
    return {response.head, response.body};
}

bool holds_etag(std::string_view header, std::string_view etag) {
    return header == "*" || header.find(fmt::format("\"{}", etag)) != std::string_view::npos;
}

}  // namespace

edition::Page finish(int status, const net::HeaderList& headers, std::string body, bool with_etag) {
    edition::Page page;
    auto all = headers;
    all.emplace_back("Vary", "Accept-Encoding, Accept-Language");
    page.etag = with_etag ? etag_of(body) : "";
    if (with_etag) page.not_modified = encoded(304, all, "", "", page.etag).head;
    if (body.size() > 512) {
        page.gzip = encoded(status, all, edition::gzip(body), "gzip", page.etag);
        page.brotli = encoded(status, all, edition::brotli(body), "br", page.etag);
    }
    page.plain = encoded(status, all, std::move(body), "", page.etag);
    return page;
}

net::Response answer_with(const edition::Page& page, const net::Request& request) {
    if (!page.etag.empty() && holds_etag(request.header("if-none-match"), page.etag)) {
        static const auto nothing = std::make_shared<const std::string>();
        return {page.not_modified, nothing};
    }
    const auto accept = request.header("accept-encoding");
    const auto* chosen = &page.plain;
    if (page.brotli.body && takes_encoding(accept, "br")) chosen = &page.brotli;
    else if (page.gzip.body && takes_encoding(accept, "gzip")) chosen = &page.gzip;
    return {chosen->head, chosen->body};
}

}  // namespace himthough::web
