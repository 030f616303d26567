// Options by QuantLib, one a line, for tests that hold ours against them.
//
// Rows on standard input; the answers are numbers on one line each, nan where QuantLib refuses or has no such function:
//   KIND SIGN FORWARD SPOT STRIKE RATE YIELD VOLATILITY YEARS UNDISCOUNTED
//       KIND 0 Black-Scholes-Merton, 1 Black on a future, 2 Black settled in coin, 3 Bachelier; SIGN 1 call, -1 put
//       answers price, delta, gamma, vega, theta, and the deviation sigma sqrt T at which the undiscounted price is met
//   KIND SIGN SPOT STRIKE RATE YIELD VOLATILITY YEARS
//       an American option by QdFpAmericanEngine (Andersen, Lake, Offengenden 2016). KIND 4 and 5: 32 nodes of the
// boundary, 8 turns,
//       65 and 101 points, 2 ms a price; KIND 6: the high precision scheme, 100 ms a price
//       answers the price, and for KIND 5 the delta by a five-point difference of prices
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iostream>
#include <limits>

#include <ql/pricingengines/blackcalculator.hpp>
#include <ql/pricingengines/blackformula.hpp>
#include <ql/pricingengines/vanilla/qdfpamericanengine.hpp>
#include <ql/processes/blackscholesprocess.hpp>

namespace ql = QuantLib;

namespace {

const double none = std::numeric_limits<double>::quiet_NaN();

// The engine without its instrument, whose time would have to be whole days.
struct Engine : ql::QdFpAmericanEngine {
    explicit Engine(const ql::ext::shared_ptr<ql::QdFpIterationScheme>& scheme)
        : ql::QdFpAmericanEngine(ql::ext::shared_ptr<ql::GeneralizedBlackScholesProcess>(), scheme) {}

    double price(double sign, double spot, double strike, double rate, double yield, double sigma, double years) const {
        // A call is the put with price and strike, and rate and yield, exchanged (McDonald, Schroder 1998).
        return sign > 0 ? calculatePut(strike, spot, yield, rate, sigma, years)
                        : calculatePut(spot, strike, rate, yield, sigma, years);
    }
};

template <typename Function>
double ask(Function&& function) {
    try {
        return function();
    } catch (const std::exception&) {
        return none;
    }
}

void european(int kind) {
    double sign, forward, spot, strike, rate, yield, volatility, years, undiscounted;
    std::cin >> sign >> forward >> spot >> strike >> rate >> yield >> volatility >> years >> undiscounted;
    auto type = sign > 0 ? ql::Option::Call : ql::Option::Put;
    double root = std::sqrt(years), deviation = volatility * root, discount = kind == 2 ? 1 : std::exp(-rate * years);
    double price = none, delta = none, gamma = none, vega = none, theta = none, implied = none;
    if (kind == 3) {
        price = ask([&] { return ql::bachelierBlackFormula(type, strike, forward, deviation, discount); });
        delta = ask([&] {
            return ql::bachelierBlackFormulaForwardDerivative(type, strike, forward, deviation, discount);
        });
        vega = root * ask([&] {
            return ql::bachelierBlackFormulaStdDevDerivative(strike, forward, deviation, discount);
        });
        implied = root * ask([&] {
            return ql::bachelierBlackFormulaImpliedVol(type, strike, forward, years, undiscounted);
        });
    } else {
        double seen = kind == 0 ? spot : forward, unit = kind == 2 ? forward : 1;
        try {
            ql::BlackCalculator black(type, strike, forward, deviation, discount);
            price = black.value() / unit;
            delta = kind == 0 ? black.delta(spot) : black.deltaForward();
            gamma = kind == 0 ? black.gamma(spot) : black.gammaForward();
            vega = black.vega(years) / unit;
            theta = black.theta(seen, years) / unit;
        } catch (const std::exception&) {
        }
        implied = ask([&] {
            return ql::blackFormulaImpliedStdDev(
                type, strike, forward, undiscounted, 1, 0, ql::Null<ql::Real>(), 1e-12, 1000);
        });
    }
    std::printf("%.17g %.17g %.17g %.17g %.17g %.17g\n", price, delta, gamma, vega, theta, implied);
}

void american(const Engine& engine, bool has_delta) {
    double sign, spot, strike, rate, yield, volatility, years;
    std::cin >> sign >> spot >> strike >> rate >> yield >> volatility >> years;
    auto at = [&](double price) {
        return ask([&] { return engine.price(sign, price, strike, rate, yield, volatility, years); });
    };

    if (!has_delta) {
        std::printf("%.17g\n", at(spot));
        return;
    }

    // No difference across the bend where exercise begins.
    double h = 0.004 * spot * volatility * std::sqrt(years);
    double far[] = {at(spot - 2 * h), at(spot - h), at(spot + h), at(spot + 2 * h)};
    auto held = [&](double price, double value) {
        return value > std::max(0.0, sign * (price - strike)) + 1e-7 * strike;
    };
    bool smooth = held(spot - 2 * h, far[0]) && held(spot + 2 * h, far[3]);
    double delta = smooth ? (8 * (far[2] - far[1]) - (far[3] - far[0])) / (12 * h) : none;
    std::printf("%.17g %.17g\n", at(spot), delta);
}

}  // namespace

int main() {
    Engine fine(ql::ext::make_shared<ql::QdFpLegendreScheme>(65, 8, 32, 101));
    Engine high(ql::QdFpAmericanEngine::highPrecisionScheme());
    int kind;
    while (std::cin >> kind) {
        if (kind > 3)
            american(kind == 6 ? high : fine, kind == 5);
        else
            european(kind);
    }
    return 0;
}
