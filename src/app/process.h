#pragma once

namespace himthough::app {

/// For a process that holds people's words: no core files and no other process of the user looking into it (a core would hold
/// those words), files for the owner only, and as many descriptors as the system allows.
void harden_process();

/// SIGINT and SIGTERM of this process, taken by waiting instead of by a handler. Make it before the first other thread: threads
/// inherit that they are not interrupted.
class StopSignals {
public:
    StopSignals();
    /// Blocks until somebody asks the process to end.
    void wait();
    /// From now on the next such signal ends the process at once.
    void let_through();
};

}  // namespace himthough::app
