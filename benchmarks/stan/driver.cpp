/* Let a compiled Stan program evaluate, time or sample its log density: what rstan does, without R around each call. */
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include <stan/callbacks/interrupt.hpp>
#include <stan/callbacks/logger.hpp>
#include <stan/callbacks/writer.hpp>
#include <stan/io/array_var_context.hpp>
#include <stan/io/empty_var_context.hpp>
#include <stan/model/gradient.hpp>
#include <stan/model/model_base.hpp>
#include <stan/services/sample/hmc_nuts_diag_e_adapt.hpp>

using Values = std::vector<double>;

/* Defined by what stanc translates. */
stan::model::model_base& new_model(stan::io::var_context& data, unsigned int seed, std::ostream* messages);

/* CPU seconds of this process: other processes count little. */
static double cpu_seconds() {
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

/* One variable after another: name, "int" or "real", number of axes, their lengths, values in column-major order. */
static stan::io::array_var_context read_data(const char* file) {
  std::ifstream in(file);
  std::vector<std::string> real_names, int_names;
  std::vector<std::vector<size_t>> real_dims, int_dims;
  Values reals;
  std::vector<int> ints;
  std::string name, type;
  for (size_t axes; in >> name >> type >> axes;) {
    std::vector<size_t> dims(axes);
    size_t size = 1;
    for (size_t& length : dims) { in >> length; size *= length; }
    const bool whole = type == "int";
    (whole ? int_names : real_names).push_back(name);
    (whole ? int_dims : real_dims).push_back(dims);
    double value;
    for (size_t i = 0; i < size && in >> value; i++) { if (whole) ints.push_back(value); else reals.push_back(value); }
  }
  return stan::io::array_var_context(real_names, reals, real_dims, int_names, ints, int_dims);
}

/* A place on the unconstrained scale, from standard input. */
static Eigen::VectorXd read_place(size_t dimension) {
  Eigen::VectorXd place(dimension);
  for (size_t i = 0; i < dimension; i++) std::cin >> place[i];
  return place;
}

/* The log density without what is constant, with the Jacobian, and its gradient: what Stan's samplers ask for. */
static double gradient(const stan::model::model_base& model, const Eigen::VectorXd& place, Eigen::VectorXd& slopes) {
  double value;
  stan::model::gradient(model, place, value, slopes);
  return value;
}

/* Prints the log density and its gradient. */
static void evaluate(const stan::model::model_base& model) {
  Eigen::VectorXd slopes;
  const double value = gradient(model, read_place(model.num_params_r()), slopes);
  printf("[%.17g", value);
  for (int i = 0; i < slopes.size(); i++) printf(",%.17g", slopes[i]);
  printf("]\n");
}

/* Prints the CPU nanoseconds of one gradient, over calls that fill some time and differ a little in their place. */
static void time_gradient(const stan::model::model_base& model, double seconds) {
  Eigen::VectorXd place = read_place(model.num_params_r()), slopes;
  const double first = place[0];
  volatile double sink = 0;
  for (long calls = 1;; calls *= 2) {
    const double start = cpu_seconds();
    for (long i = 0; i < calls; i++) {
      place[0] = first + 1e-9 * (i & 1);
      sink = sink + gradient(model, place, slopes);
    }
    const double taken = cpu_seconds() - start;
    if (taken < seconds) continue;
    printf("%.6f\n", 1e9 * taken / calls);
    return;
  }
}

/* Keeps draws of everything that is declared, behind the sampler's own seven columns. */
struct Keeper : stan::callbacks::writer {
  Values draws;
  void operator()(const Values& state) override { draws.insert(draws.end(), state.begin() + 7, state.end()); }
};

/* Runs chains of NUTS with Stan's defaults; writes the CPU seconds, then the draws, as binary doubles. */
static void sample(stan::model::model_base& model, int seed, int chains, int warmup, int draws) {
  stan::io::empty_var_context init;
  stan::callbacks::interrupt interrupt;
  stan::callbacks::logger logger;
  stan::callbacks::writer silent;
  Keeper keeper;
  const double start = cpu_seconds();
  for (int chain = 1; chain <= chains; chain++)
    stan::services::sample::hmc_nuts_diag_e_adapt(model, init, seed, chain, 2, warmup, draws, 1, false, 0, 1, 0, 10, 0.8,
                                                  0.05, 0.75, 10, 75, 50, 25, interrupt, logger, silent, keeper, silent);
  const double taken = cpu_seconds() - start;
  fwrite(&taken, sizeof taken, 1, stdout);
  fwrite(keeper.draws.data(), sizeof taken, keeper.draws.size(), stdout);
}

int main(int, char** argv) {
  stan::io::array_var_context data = read_data(argv[1]);
  stan::model::model_base& model = new_model(data, 1, &std::cerr);
  const std::string task = argv[2];
  if (task == "evaluate") evaluate(model);
  if (task == "time") time_gradient(model, std::stod(argv[3]));
  if (task == "sample") sample(model, std::stoi(argv[3]), std::stoi(argv[4]), std::stoi(argv[5]), std::stoi(argv[6]));
}
