// The same formula in the 64-bit significands of long double: what the others are measured against.
#include "peer.hpp"

struct Formula {
    const Book& book;

    void revalue(double price, double* deltas) const {
        for (std::size_t i = 0; i < book.size(); i++) {
            long double deviation = book.volatility[i] * std::sqrt(static_cast<long double>(book.years[i]));
            long double d2 = std::log(static_cast<long double>(price) / book.strike[i]) / deviation - deviation / 2;
            long double sign = book.sign[i];
            long double root = std::sqrt(0.5L);
            deltas[i] = static_cast<double>(book.quantity[i] * sign * book.strike[i] / price * 0.5L * std::erfc(-sign * d2 * root));
        }
    }
};

int main(int, char** argv) {
    Book book = Book::read(argv[1]);
    return answer(book, Formula{book});
}
