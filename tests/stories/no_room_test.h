#pragma once
#include <csignal>
#include <sys/resource.h>

namespace himthough {

/// Files of this process cannot grow for a while, as on a full disk.
class NoRoom {
public:
    NoRoom() : before_(std::signal(SIGXFSZ, SIG_IGN)) {
        getrlimit(RLIMIT_FSIZE, &room_);
        const rlimit none{0, room_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &none);
    }
    ~NoRoom() {
        setrlimit(RLIMIT_FSIZE, &room_);
        std::signal(SIGXFSZ, before_);
    }
    NoRoom(const NoRoom&) = delete;
    NoRoom& operator=(const NoRoom&) = delete;

private:
    void (*before_)(int);
    rlimit room_{};
};

}  // namespace himthough
