#include "net/server.h"

#include <condition_variable>
#include <csignal>
#include <mutex>
#include <thread>

#include "net/listening.h"
#include "net/reader.h"

namespace himthough::net {

struct Server::Inside {
    Inside(const ServerSettings& settings, unsigned count, Handler handler, ErrorPage error_page)
        : terms{settings.limits, std::move(handler), std::move(error_page), Networks(settings.trusted_proxies)},
          listening(settings.address, settings.port, count) {
        for (unsigned n = 0; n < count; ++n) {
            readers.push_back(std::make_shared<Reader>(terms, listening.take()));
            terms.readers.push_back(readers.back().get());
        }
        try {
            for (const auto& reader : readers) threads.emplace_back([this, &reader = *reader] { run(reader); });
        } catch (...) {  // no more threads to be had: let those that run end, or joining them would wait for ever
            for (const auto& reader : readers) reader->begin_stop();
            for (const auto& reader : readers) reader->cut_all();
            throw;
        }
    }

    void run(Reader& reader) {
        sigset_t all;
        sigfillset(&all);
        pthread_sigmask(SIG_BLOCK, &all, nullptr);  // signals are for whoever stops the server
        reader.run();
        const std::lock_guard lock(mutex);
        ++ended;
        changed.notify_all();
    }

    bool all_ended() const { return ended == readers.size(); }

    Terms terms;
    Listening listening;
    std::vector<std::shared_ptr<Reader>> readers;  // shared: a Reply may come after the server has gone
    std::mutex mutex;
    std::condition_variable changed;
    std::size_t ended = 0;
    std::vector<std::jthread> threads;
};

Server::Server(ServerSettings settings, Handler handler, ErrorPage error_page) {
    const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
    inside_ = std::make_unique<Inside>(settings, settings.threads > 0 ? settings.threads : cores, std::move(handler), std::move(error_page));
}

Server::~Server() { stop(std::chrono::milliseconds(0)); }

std::uint16_t Server::port() const { return inside_->listening.port(); }

void Server::stop(std::chrono::milliseconds patience) {
    for (const auto& reader : inside_->readers) reader->begin_stop();
    std::unique_lock lock(inside_->mutex);
    const auto ended = [this] { return inside_->all_ended(); };
    if (inside_->changed.wait_for(lock, patience, ended)) return;
    for (const auto& reader : inside_->readers) reader->cut_all();
    inside_->changed.wait(lock, ended);
}

ServerCounts Server::counts() const {
    ServerCounts sum;
    for (const auto& reader : inside_->readers) {
        const auto one = reader->counts();
        sum.connections_open += one.connections_open;
        sum.connections_taken += one.connections_taken;
        sum.connections_refused += one.connections_refused;
        sum.requests += one.requests;
        sum.responses_2xx += one.responses_2xx;
        sum.responses_3xx += one.responses_3xx;
        sum.responses_4xx += one.responses_4xx;
        sum.responses_5xx += one.responses_5xx;
        sum.timeouts += one.timeouts;
        sum.malformed += one.malformed;
    }
    return sum;
}

}  // namespace himthough::net
