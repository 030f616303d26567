// QuantLib: a BlackCalculator for each option and tick, (K/F) times a probability.
#include "peer.hpp"

#include <ql/pricingengines/blackcalculator.hpp>

struct Calculators {
    const Book& book;

    void revalue(double price, double* deltas) const {
        for (std::size_t i = 0; i < book.size(); i++) {
            auto type = book.sign[i] > 0 ? QuantLib::Option::Call : QuantLib::Option::Put;
            QuantLib::BlackCalculator calculator(type, book.strike[i], price, book.volatility[i] * std::sqrt(book.years[i]));
            double above = calculator.itmCashProbability();  // Phi(d2), for puts too
            deltas[i] = book.quantity[i] * book.strike[i] / price * (book.sign[i] > 0 ? above : above - 1);
        }
    }
};

int main(int, char** argv) {
    Book book = Book::read(argv[1]);
    return answer(book, Calculators{book});
}
