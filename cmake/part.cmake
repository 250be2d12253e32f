# himthough_part(name LINKS ...): one folder of src/ is one library, himthough_<name>, and one test program, <name>_test, made of
# the *_test.cpp beside the code. Nothing but what stands after LINKS is linked: that line is the folder's list of what it may use.
function(himthough_part name)
  cmake_parse_arguments(PART "" "" "LINKS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$|/main\\.cpp$")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")

  add_library(himthough_${name} STATIC ${sources})
  target_include_directories(himthough_${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(himthough_${name} PUBLIC ${PART_LINKS})
  target_precompile_headers(himthough_${name} PRIVATE
    <algorithm> <array> <chrono> <expected> <functional> <map> <memory> <mutex> <optional> <span> <string> <string_view>
    <unordered_map> <utility> <vector>)

  if(HIMTHOUGH_TESTS AND tests)
    add_executable(${name}_test ${tests})
    target_link_libraries(${name}_test PRIVATE himthough_${name} GTest::gmock GTest::gtest GTest::gtest_main)
    if(TARGET himthough_world)
      target_link_libraries(${name}_test PRIVATE himthough_world)
    endif()
    target_compile_definitions(${name}_test PRIVATE PROJECT_DIR="${PROJECT_SOURCE_DIR}")
    target_precompile_headers(${name}_test PRIVATE <gtest/gtest.h> <gmock/gmock.h> <string> <vector> <filesystem>)
    add_test(NAME ${name} COMMAND ${name}_test)
  endif()
endfunction()
