#pragma once
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace himthough::edition {

using Bytes = std::shared_ptr<const std::string>;

/// A finished answer, head and body as they go out, in the encodings a browser may ask for. A page outlives its edition while it
/// is being sent: that is why its bytes are shared.
struct Page {
    struct Encoded {
        Bytes head, body;
    };
    Encoded plain, gzip, brotli;
    std::string etag;        ///< of what a browser may keep (feeds, static files); else empty
    Bytes not_modified;      ///< the head that answers a browser which has it already
    bool keep = true;   ///< false: an answer of this moment ("not found"), for those who wait now and nobody after
    std::size_t size() const;
};
using PagePtr = std::shared_ptr<const Page>;

/// The finished pages of the current editions, in bounded memory: least recently used go first. Each is rendered once, by one
/// thread, on first request; others who want it leave a function and hold no thread. Safe from any thread.
class Pages {
public:
    using Render = std::function<Page()>;
    using Waiting = std::move_only_function<void(PagePtr)>;   ///< called with null when rendering failed
    /// Runs a task on another thread; false: nobody can take it now.
    using Start = std::function<bool(std::move_only_function<void()>)>;

    Pages(std::size_t most_bytes, Start start);

    /// The finished page, or null. Never blocks for longer than a look-up.
    PagePtr find(std::string_view key);
    /// Calls `waiting` with the page: at once, or when a thread has rendered it. False: it had to be rendered and nobody could.
    [[nodiscard]] bool want(std::string_view key, Render render, Waiting waiting);
    /// Forgets every page whose key `gone` names. A page that is being rendered meanwhile is rendered once more before anybody
    /// gets it: nothing that was dropped comes back.
    void drop(const std::function<bool(std::string_view key)>& gone);

    struct Counts {
        std::size_t pages = 0, bytes = 0;
        std::uint64_t rendered = 0;
    };
    Counts counts() const;

private:
    struct Entry {
        PagePtr page;
        std::list<std::string>::iterator used;
    };
    struct Rendering {
        Render render;
        std::vector<Waiting> waiting;
        bool stale = false;
    };
    struct KeyHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view key) const { return std::hash<std::string_view>{}(key); }
    };

    PagePtr found(std::string_view key);
    void render_one(const std::string& key);
    void keep(const std::string& key, const PagePtr& page);

    const std::size_t most_bytes_;
    const Start start_;
    mutable std::mutex mutex_;
    std::unordered_map<std::string, Entry, KeyHash, std::equal_to<>> finished_;
    std::unordered_map<std::string, Rendering, KeyHash, std::equal_to<>> rendering_;
    std::list<std::string> by_use_;   // most recent first
    std::size_t bytes_ = 0;
    std::uint64_t rendered_ = 0;
};

}  // namespace himthough::edition
