# himthough_part(name LINKS ...): one folder of src/ is one library, himthough_<name>, and one test program, <name>_test, made of
# the *_test.cpp beside the code. Nothing but what stands after LINKS is linked: that line is the folder's list of what it may use.
#
# Precompiled headers are made twice in all: for libraries in base, for test programs in the first of them. The others take them
# over, so every part links base, and none may define a macro that those headers look at.
function(himthough_part name)
  cmake_parse_arguments(PART "" "" "LINKS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$|/main\\.cpp$")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")

  add_library(himthough_${name} STATIC ${sources})
  target_include_directories(himthough_${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(himthough_${name} PUBLIC ${PART_LINKS})
  if(name STREQUAL "base")
    target_precompile_headers(himthough_base PRIVATE
      <algorithm> <array> <atomic> <chrono> <condition_variable> <expected> <filesystem> <functional> <map> <memory> <mutex>
      <optional> <span> <stdexcept> <string> <string_view> <thread> <unordered_map> <utility> <variant> <vector> <fmt/format.h>)
  else()
    target_precompile_headers(himthough_${name} REUSE_FROM himthough_base)
  endif()
  if(HIMTHOUGH_TESTS AND tests)
    himthough_test(${name}_test LINKS himthough_${name} SOURCES ${tests})
  endif()
endfunction()

# himthough_test(program LINKS ... SOURCES ...): a GoogleTest program. ./test runs what add_test names.
function(himthough_test program)
  cmake_parse_arguments(TEST "" "" "LINKS;SOURCES" ${ARGN})
  add_executable(${program} ${TEST_SOURCES})
  target_link_libraries(${program} PRIVATE ${TEST_LINKS} himthough_base GTest::gmock GTest::gtest GTest::gtest_main)
  if(TARGET himthough_world)
    target_link_libraries(${program} PRIVATE himthough_world)
  endif()
  target_compile_definitions(${program} PRIVATE PROJECT_DIR="${PROJECT_SOURCE_DIR}")
  get_property(headers_of GLOBAL PROPERTY HIMTHOUGH_TEST_HEADERS_OF)
  if(headers_of)
    target_precompile_headers(${program} REUSE_FROM ${headers_of})
  else()
    set_property(GLOBAL PROPERTY HIMTHOUGH_TEST_HEADERS_OF ${program})
    target_precompile_headers(${program} PRIVATE
      <gtest/gtest.h> <gmock/gmock.h> <chrono> <filesystem> <functional> <map> <string> <thread> <vector> <fmt/format.h>)
  endif()
  add_test(NAME ${program} COMMAND ${program})
endfunction()
