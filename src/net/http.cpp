#include "net/http.h"

#include <stdexcept>

namespace himthough::net {
namespace {

std::string_view reason(int status) {
    switch (status) {
        case 200: return "OK";
        case 201: return "Created";
        case 202: return "Accepted";
        case 204: return "No Content";
        case 301: return "Moved Permanently";
        case 302: return "Found";
        case 303: return "See Other";
        case 304: return "Not Modified";
        case 307: return "Temporary Redirect";
        case 308: return "Permanent Redirect";
        case 400: return "Bad Request";
        case 401: return "Unauthorized";
        case 403: return "Forbidden";
        case 404: return "Not Found";
        case 405: return "Method Not Allowed";
        case 406: return "Not Acceptable";
        case 408: return "Request Timeout";
        case 409: return "Conflict";
        case 410: return "Gone";
        case 411: return "Length Required";
        case 412: return "Precondition Failed";
        case 413: return "Content Too Large";
        case 414: return "URI Too Long";
        case 415: return "Unsupported Media Type";
        case 417: return "Expectation Failed";
        case 421: return "Misdirected Request";
        case 422: return "Unprocessable Content";
        case 429: return "Too Many Requests";
        case 431: return "Request Header Fields Too Large";
        case 500: return "Internal Server Error";
        case 501: return "Not Implemented";
        case 503: return "Service Unavailable";
        case 505: return "HTTP Version Not Supported";
        default: return "";  // a client needs the number only (RFC 9112 section 4)
    }
}

bool breaks_a_line(std::string_view text) {
    for (const unsigned char c : text)
        if ((c < 0x20 && c != '\t') || c == 0x7F) return true;
    return false;
}

}  // namespace

std::string_view Request::path() const { return std::string_view(target).substr(0, target.find('?')); }

std::string_view Request::query() const {
    const auto mark = target.find('?');
    return mark == std::string::npos ? std::string_view() : std::string_view(target).substr(mark + 1);
}

std::string_view Request::header(std::string_view name) const {
    for (const auto& [key, value] : headers)
        if (key == name) return value;
    return "";
}

Response make_response(int status, const HeaderList& headers, std::string body) {
    return make_response(status, headers, std::make_shared<const std::string>(std::move(body)));
}

Response make_response(int status, const HeaderList& headers, Bytes body) {
    std::string head = "HTTP/1.1 " + std::to_string(status) + " ";
    head += reason(status);
    head += "\r\n";
    for (const auto& [name, value] : headers) {
        // The text stays out of the exception: it may be somebody's.
        if (name.empty() || breaks_a_line(name) || breaks_a_line(value)) throw std::invalid_argument("a response header holds a control character");
        head.append(name).append(": ").append(value).append("\r\n");
    }
    // RFC 9110 sections 6.4.1 and 8.6: these have no body (a client would take one for the next response), 204 no length either,
    // and 304 could only say the length that 200 has.
    if (status == 204 || status == 304) body.reset();
    else head.append("Content-Length: ").append(std::to_string(body ? body->size() : 0)).append("\r\n");
    return {std::make_shared<const std::string>(std::move(head)), std::move(body), false};
}

}  // namespace himthough::net
