// Options on a stock with discrete dividends by QuantLib's finite differences, FdBlackScholesVanillaEngine.
//   quantlib_dividends FILE NODES STEPS
// FILE has a line an option: model (0 the spot falls, 1 escrowed), 1 for American, sign (1 call, -1 put), spot, strike,
// rate, yield, volatility, whole days, number of dividends, and for each its day and amount. Answers microseconds of
// CPU an option on the first line, then a line each: price, delta and gamma, extrapolated from grids of NODES by STEPS
// and of twice as many, and how far the two deltas are apart.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <vector>

#include <ql/exercise.hpp>
#include <ql/instruments/dividendvanillaoption.hpp>
#include <ql/pricingengines/vanilla/fdblackscholesvanillaengine.hpp>
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
    std::ifstream file(argv[1]);
    int nodes = std::atoi(argv[2]), steps = std::atoi(argv[3]), model, american, days, dividends;
    double sign, spot, strike, rate, yield, volatility;
    std::vector<double> answers;
    std::clock_t start = std::clock();
    while (file >> model >> american >> sign >> spot >> strike >> rate >> yield >> volatility >> days >> dividends) {
        std::vector<ql::Date> dates;
        std::vector<double> amounts;
        for (int i = 0; i < dividends; i++) {
            int day;
            double amount;
            file >> day >> amount;
            dates.push_back(today + day);
            amounts.push_back(amount);
        }
        auto flat = [&](double value) {
            return ql::Handle<ql::YieldTermStructure>(ql::ext::make_shared<ql::FlatForward>(today, value, counter));
        };
        ql::Handle<ql::BlackVolTermStructure> surface(
            ql::ext::make_shared<ql::BlackConstantVol>(today, ql::NullCalendar(), volatility, counter));
        ql::Handle<ql::Quote> price(ql::ext::make_shared<ql::SimpleQuote>(spot));
        auto process = ql::ext::make_shared<ql::BlackScholesMertonProcess>(price, flat(yield), flat(rate), surface);
        auto payoff = ql::ext::make_shared<ql::PlainVanillaPayoff>(sign > 0 ? ql::Option::Call : ql::Option::Put, strike);
        ql::ext::shared_ptr<ql::Exercise> exercise;
        if (american)
            exercise = ql::ext::make_shared<ql::AmericanExercise>(today, today + days);
        else
            exercise = ql::ext::make_shared<ql::EuropeanExercise>(today + days);
        ql::DividendVanillaOption option(payoff, exercise, dates, amounts);
        double found[2][3];
        for (int k = 0; k < 2; k++) {
            option.setPricingEngine(ql::ext::make_shared<ql::FdBlackScholesVanillaEngine>(
                process, steps << k, nodes << k, 0, ql::FdmSchemeDesc::Douglas(), false, -ql::Null<ql::Real>(),
                model ? ql::FdBlackScholesVanillaEngine::Escrowed : ql::FdBlackScholesVanillaEngine::Spot));
            found[k][0] = option.NPV();
            found[k][1] = option.delta();
            found[k][2] = option.gamma();
        }
        for (int j = 0; j < 3; j++) answers.push_back(found[1][j] + (found[1][j] - found[0][j]) / 3);
        answers.push_back(std::fabs(found[1][1] - found[0][1]));
    }

    std::printf("%.3f\n", 4e6 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC / static_cast<double>(answers.size()));
    for (std::size_t i = 0; i < answers.size(); i += 4)
        std::printf("%.10g %.9g %.8g %.2g\n", answers[i], answers[i + 1], answers[i + 2], answers[i + 3]);
}
