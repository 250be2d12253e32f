#include <iostream>

#include "app/commands.h"

namespace himthough::app {

int version(const Settings&) {
    std::cout << "himthough " << HIMTHOUGH_VERSION << '\n';
    return 0;
}

}  // namespace himthough::app
