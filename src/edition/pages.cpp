#include "edition/pages.h"

#include "base/log.h"
#include "store/sql/sql.h"

namespace himthough::edition {

std::size_t Page::size() const {
    std::size_t bytes = 256;
    for (const auto* encoded : {&plain, &gzip, &brotli})
        bytes += (encoded->head ? encoded->head->size() : 0) + (encoded->body ? encoded->body->size() : 0);
    return bytes;
}

Pages::Pages(std::size_t most_bytes, Start start) : most_bytes_(most_bytes), start_(std::move(start)) {}

PagePtr Pages::found(std::string_view key) {
    const auto at = finished_.find(key);
    if (at == finished_.end()) return nullptr;
    by_use_.splice(by_use_.begin(), by_use_, at->second.used);
    return at->second.page;
}

PagePtr Pages::find(std::string_view key) {
    const std::lock_guard lock(mutex_);
    return found(key);
}

bool Pages::want(std::string_view key, Render render, Waiting waiting) {
    {
        std::unique_lock lock(mutex_);
        if (auto page = found(key)) {
            lock.unlock();
            waiting(std::move(page));
            return true;
        }
        const auto [at, first] = rendering_.try_emplace(std::string(key));
        if (first) at->second.render = std::move(render);
        at->second.waiting.push_back(std::move(waiting));
        if (!first) return true;
    }
    if (start_([this, mine = std::string(key)] { render_one(mine); })) return true;

    // Nobody can render: those who wait hear so, all but the caller, who is told by the return value.
    std::vector<Waiting> told;
    {
        const std::lock_guard lock(mutex_);
        auto node = rendering_.extract(rendering_.find(key));
        told = std::move(node.mapped().waiting);
    }
    for (std::size_t other = 1; other < told.size(); ++other) told[other](nullptr);
    return false;
}

void Pages::render_one(const std::string& key) {
    for (;;) {
        Render render;
        {
            const std::lock_guard lock(mutex_);
            auto& mine = rendering_.find(key)->second;
            mine.stale = false;
            render = mine.render;
        }
        PagePtr page;
        try {
            page = std::make_shared<const Page>(render());
        } catch (const sql::Broken& trouble) {
            log::error("the database: {}", trouble.what());
        } catch (const std::exception&) {   // what it says may be somebody's words
            log::error("a page could not be made");
        }
        std::vector<Waiting> told;
        {
            const std::lock_guard lock(mutex_);
            const auto at = rendering_.find(key);
            if (page && at->second.stale) continue;   // something on it was taken back while it was being made
            told = std::move(at->second.waiting);
            rendering_.erase(at);
            ++rendered_;
            if (page && page->keep) keep(key, page);
        }
        for (auto& one : told) one(page);
        return;
    }
}

void Pages::keep(const std::string& key, const PagePtr& page) {
    by_use_.push_front(key);
    finished_.insert_or_assign(key, Entry{page, by_use_.begin()});
    bytes_ += page->size();
    while (bytes_ > most_bytes_ && finished_.size() > 1) {
        const auto oldest = finished_.find(by_use_.back());
        bytes_ -= oldest->second.page->size();
        finished_.erase(oldest);
        by_use_.pop_back();
    }
}

void Pages::drop(const std::function<bool(std::string_view key)>& gone) {
    const std::lock_guard lock(mutex_);
    for (auto at = finished_.begin(); at != finished_.end();) {
        if (!gone(at->first)) { ++at; continue; }
        bytes_ -= at->second.page->size();
        by_use_.erase(at->second.used);
        at = finished_.erase(at);
    }
    for (auto& [key, rendering] : rendering_)
        if (gone(key)) rendering.stale = true;
}

Pages::Counts Pages::counts() const {
    const std::lock_guard lock(mutex_);
    return {finished_.size(), bytes_, rendered_};
}

}  // namespace himthough::edition
