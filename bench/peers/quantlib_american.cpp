// American options by QuantLib's engine of the same method, QdFpAmericanEngine: prices, and CPU time a price.
//   quantlib_american FILE fast|accurate|high TURNS
// FILE has a line an option: sign (1 call, -1 put), spot, strike, rate, yield, volatility, whole days. Answers microseconds of CPU a price on the first line (the best of
// the turns), then the prices. An option that the engine refuses is nan.
#include <cmath>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <string>
#include <vector>

#include <ql/exercise.hpp>
#include <ql/instruments/vanillaoption.hpp>
#include <ql/pricingengines/vanilla/qdfpamericanengine.hpp>
#include <ql/processes/blackscholesprocess.hpp>
#include <ql/quotes/simplequote.hpp>
#include <ql/settings.hpp>
#include <ql/termstructures/volatility/equityfx/blackconstantvol.hpp>
#include <ql/termstructures/yield/flatforward.hpp>
#include <ql/time/calendars/nullcalendar.hpp>
#include <ql/time/daycounters/actual365fixed.hpp>

namespace ql = QuantLib;

int main(int count, char** argv) {
    if (count != 4) return 2;
    ql::Date today(15, ql::January, 2026);
    ql::Settings::instance().evaluationDate() = today;
    ql::Actual365Fixed counter;
    std::string scheme = argv[2];
    auto points = scheme == "fast" ? ql::QdFpAmericanEngine::fastScheme()
        : scheme == "accurate" ? ql::QdFpAmericanEngine::accurateScheme()
        : ql::QdFpAmericanEngine::highPrecisionScheme();

    std::ifstream file(argv[1]);
    std::vector<ql::ext::shared_ptr<ql::VanillaOption>> options;
    double sign, spot, strike, rate, yield, volatility;
    int days;
    while (file >> sign >> spot >> strike >> rate >> yield >> volatility >> days) {
        auto flat = [&](double value) {
            return ql::Handle<ql::YieldTermStructure>(ql::ext::make_shared<ql::FlatForward>(today, value, counter));
        };
        ql::Handle<ql::BlackVolTermStructure> surface(ql::ext::make_shared<ql::BlackConstantVol>(today, ql::NullCalendar(), volatility, counter));
        ql::Handle<ql::Quote> price(ql::ext::make_shared<ql::SimpleQuote>(spot));
        auto process = ql::ext::make_shared<ql::BlackScholesMertonProcess>(price, flat(yield), flat(rate), surface);
        auto payoff = ql::ext::make_shared<ql::PlainVanillaPayoff>(sign > 0 ? ql::Option::Call : ql::Option::Put, strike);
        options.push_back(ql::ext::make_shared<ql::VanillaOption>(payoff, ql::ext::make_shared<ql::AmericanExercise>(today, today + days)));
        options.back()->setPricingEngine(ql::ext::make_shared<ql::QdFpAmericanEngine>(process, points));
    }

    std::vector<double> prices(options.size());
    double best = 1e300;
    for (int turn = 0; turn < std::stoi(argv[3]); turn++) {
        std::clock_t start = std::clock();
        for (std::size_t i = 0; i < options.size(); i++) {
            options[i]->recalculate();
            try {
                prices[i] = options[i]->NPV();
            } catch (const std::exception&) {
                prices[i] = std::nan("");
            }
        }
        best = std::fmin(best, 1e6 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC / static_cast<double>(options.size()));
    }

    std::printf("%.17g\n", best);
    for (double price : prices) std::printf("%.17g\n", price);
}
