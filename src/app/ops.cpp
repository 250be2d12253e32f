#include "app/ops.h"

#include <charconv>
#include <fstream>

#include <fmt/format.h>
#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>
#include <unistd.h>

namespace himthough::app {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

class Families {
public:
    void gauge(std::string name, std::string help, double value) { add(std::move(name), std::move(help), MetricType::Gauge, value); }
    void counter(std::string name, std::string help, std::uint64_t value) {
        add(std::move(name), std::move(help), MetricType::Counter, static_cast<double>(value));
    }
    /// One more series of the family added last.
    void counter_of_class(std::string_view status, std::uint64_t value) {
        ClientMetric metric;
        metric.label = {{"class", std::string(status)}};
        metric.counter.value = static_cast<double>(value);
        all_.back().metric.push_back(std::move(metric));
    }
    void start(std::string name, std::string help, MetricType type) {
        all_.push_back({.name = "himthough_" + std::move(name), .help = std::move(help), .type = type, .metric = {}});
    }
    std::string text() const { return prometheus::TextSerializer().Serialize(all_); }

private:
    void add(std::string name, std::string help, MetricType type, double value) {
        start(std::move(name), std::move(help), type);
        ClientMetric metric;
        if (type == MetricType::Counter)
            metric.counter.value = value;
        else
            metric.gauge.value = value;
        all_.back().metric.push_back(std::move(metric));
    }

    std::vector<MetricFamily> all_;
};

/// Resident memory of this process in bytes.
double resident_memory() {
    std::ifstream pages("/proc/self/statm");
    double all = 0, resident = 0;
    pages >> all >> resident;
    return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

double open_descriptors() {
    std::error_code none;
    double count = 0;
    for (std::filesystem::directory_iterator at("/proc/self/fd", none), end; !none && at != end; at.increment(none)) ++count;
    return count;
}

}  // namespace

bool healthy(const Figures& figures) {
    const auto patience = figures.edition_look_every * 2 + std::chrono::seconds(60);
    const bool in_time = figures.edition_look_every.count() == 0 || figures.since_edition_look <= patience;
    return figures.store_writable && figures.store_readable && in_time;
}

std::string metrics_text(const Figures& figures) {
    Families families;
    const auto& http = figures.http;
    families.gauge("connections_open", "Connections that are open now.", static_cast<double>(http.connections_open));
    families.counter("connections_total", "Connections that were taken.", http.connections_taken);
    families.counter("connections_refused_total", "Connections that were closed at once because there were too many.", http.connections_refused);
    families.counter("requests_total", "Requests that were read whole.", http.requests);
    families.start("responses_total", "Responses by class of status.", MetricType::Counter);
    families.counter_of_class("2xx", http.responses_2xx);
    families.counter_of_class("3xx", http.responses_3xx);
    families.counter_of_class("4xx", http.responses_4xx);
    families.counter_of_class("5xx", http.responses_5xx);
    families.counter("timeouts_total", "Requests that came too slowly.", http.timeouts);
    families.counter("malformed_total", "Requests that were none.", http.malformed);
    families.gauge("store_writable", "1 when the database can be written.", figures.store_writable ? 1 : 0);
    families.gauge("store_readable", "1 when the database can be read.", figures.store_readable ? 1 : 0);
    families.gauge("edition_look_seconds", "Seconds since an edition was last looked for.", static_cast<double>(figures.since_edition_look.count()));
    families.gauge("workers_waiting", "Tasks that wait for a thread.", static_cast<double>(figures.workers_waiting));
    families.gauge("pages_held", "Finished pages in memory.", static_cast<double>(figures.pages));
    families.gauge("page_bytes", "What finished pages take in memory.", static_cast<double>(figures.page_bytes));
    families.counter("pages_rendered_total", "Pages that were rendered.", figures.pages_rendered);
    families.gauge("waiting_for_review", "Contributions that wait for a reviewer.", static_cast<double>(figures.waiting_for_review));
    families.gauge("resident_bytes", "Resident memory of the process.", resident_memory());
    families.gauge("open_descriptors", "File descriptors in use.", open_descriptors());
    families.gauge("up_seconds", "Seconds since the start.", static_cast<double>(figures.up.count()));
    return families.text();
}

std::string health_json(const Figures& figures) {
    return fmt::format(R"({{"ok":{},"store":{},"edition_seconds":{}}})" "\n", healthy(figures), figures.store_writable && figures.store_readable,
                       figures.since_edition_look.count());
}

net::Response ops_error(int status) {
    return net::make_response(status, {{"Content-Type", "text/plain; charset=utf-8"}, {"Cache-Control", "no-store"}},
                              "This port answers GET /metrics and GET /health.\n");
}

net::Handler ops_handler(std::function<Figures()> ask) {
    return [ask = std::move(ask)](const net::Request& request, net::Reply reply) {
        const bool metrics = request.path() == "/metrics";
        if (!metrics && request.path() != "/health") return reply(ops_error(404));
        if (request.method != net::Method::get && request.method != net::Method::head) return reply(ops_error(405));
        const Figures figures = ask();
        const std::string type = metrics ? "text/plain; version=0.0.4; charset=utf-8" : "application/json";
        reply(net::make_response(metrics || healthy(figures) ? 200 : 503, {{"Content-Type", type}, {"Cache-Control", "no-store"}},
                                 metrics ? metrics_text(figures) : health_json(figures)));
    };
}

}  // namespace himthough::app
