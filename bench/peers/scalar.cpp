// The formula as a textbook writes it, one option at a time.
#include "peer.hpp"

struct Formula {
    const Book& book;

    void revalue(double price, double* deltas) const {
        for (std::size_t i = 0; i < book.size(); i++) {
            double deviation = book.volatility[i] * std::sqrt(book.years[i]);
            double d2 = std::log(price / book.strike[i]) / deviation - deviation / 2;
            double sign = book.sign[i];
            deltas[i] = book.quantity[i] * sign * book.strike[i] / price * 0.5 * std::erfc(-sign * d2 * M_SQRT1_2);
        }
    }
};

int main(int, char** argv) {
    Book book = Book::read(argv[1]);
    return answer(book, Formula{book});
}
