// QuantLib as its examples use it: instruments with an analytic engine on one quote; the premium-adjusted delta is delta - value / spot.
// Years come as whole days, which Actual365Fixed gives back exactly.
#include "peer.hpp"

#include <ql/exercise.hpp>
#include <ql/instruments/vanillaoption.hpp>
#include <ql/pricingengines/vanilla/analyticeuropeanengine.hpp>
#include <ql/processes/blackscholesprocess.hpp>
#include <ql/quotes/simplequote.hpp>
#include <ql/settings.hpp>
#include <ql/termstructures/volatility/equityfx/blackconstantvol.hpp>
#include <ql/termstructures/yield/flatforward.hpp>
#include <ql/time/calendars/nullcalendar.hpp>
#include <ql/time/daycounters/actual365fixed.hpp>

namespace ql = QuantLib;

struct Engine {
    const Book& book;
    ql::ext::shared_ptr<ql::SimpleQuote> spot = ql::ext::make_shared<ql::SimpleQuote>(book.prices[0]);
    std::vector<ql::ext::shared_ptr<ql::VanillaOption>> options;

    explicit Engine(const Book& source) : book(source) {
        ql::Date today(15, ql::January, 2026);
        ql::Settings::instance().evaluationDate() = today;
        ql::Actual365Fixed counter;
        ql::Handle<ql::Quote> price(spot);
        ql::Handle<ql::YieldTermStructure> flat(ql::ext::make_shared<ql::FlatForward>(today, 0.0, counter));
        for (std::size_t i = 0; i < book.size(); i++) {
            auto volatility = ql::ext::make_shared<ql::BlackConstantVol>(today, ql::NullCalendar(), book.volatility[i], counter);
            auto process = ql::ext::make_shared<ql::BlackScholesMertonProcess>(price, flat, flat, ql::Handle<ql::BlackVolTermStructure>(volatility));
            auto type = book.sign[i] > 0 ? ql::Option::Call : ql::Option::Put;
            auto exercise = ql::ext::make_shared<ql::EuropeanExercise>(today + static_cast<ql::Integer>(std::lround(book.years[i] * 365)));
            options.push_back(ql::ext::make_shared<ql::VanillaOption>(ql::ext::make_shared<ql::PlainVanillaPayoff>(type, book.strike[i]), exercise));
            options.back()->setPricingEngine(ql::ext::make_shared<ql::AnalyticEuropeanEngine>(process));
        }
    }

    void revalue(double price, double* deltas) const {
        spot->setValue(price);
        for (std::size_t i = 0; i < book.size(); i++) deltas[i] = book.quantity[i] * (options[i]->delta() - options[i]->NPV() / price);
    }
};

int main(int, char** argv) {
    Book book = Book::read(argv[1]);
    return answer(book, Engine(book));
}
