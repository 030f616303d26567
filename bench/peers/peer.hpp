// What the peer programs share: the book, and the dialogue with the benchmark.
//
// A peer is started with the name of a book file and answers lines on standard input:
//   time TICKS          revalues the whole book at the next TICKS prices; answers nanoseconds per option and tick
//   deltas PRICE FILE   revalues it at PRICE and writes every delta to FILE as doubles
// so that programs in several languages can take turns in one run, on the same numbers.
//
// The work: premium-adjusted deltas of coin-settled options, quantity * (K/S) Phi(d2) for a call and -(K/S) Phi(-d2) for a put, every one stored.
// Book file, native byte order: int64 options, int64 prices, then doubles: prices, and per option strike, volatility, years, sign (1 call, -1 put), quantity.
#pragma once

#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

struct Book {
    std::vector<double> prices, strike, volatility, years, sign, quantity;

    std::size_t size() const { return strike.size(); }

    static Book read(const char* path) {
        std::ifstream file(path, std::ios::binary);
        std::int64_t options = 0, prices = 0;
        file.read(reinterpret_cast<char*>(&options), sizeof options);
        file.read(reinterpret_cast<char*>(&prices), sizeof prices);
        Book book;
        column(file, book.prices, prices);
        for (auto* values : {&book.strike, &book.volatility, &book.years, &book.sign, &book.quantity}) column(file, *values, options);
        if (!file) {
            std::cerr << "cannot read the book " << path << "\n";
            std::exit(2);
        }
        return book;
    }

private:
    static void column(std::ifstream& file, std::vector<double>& values, std::int64_t count) {
        values.resize(static_cast<std::size_t>(count));
        file.read(reinterpret_cast<char*>(values.data()), count * static_cast<std::int64_t>(sizeof(double)));
    }
};

// Answers the benchmark until standard input ends. A Revaluer has `void revalue(double price, double* deltas)`.
template <typename Revaluer>
int answer(const Book& book, Revaluer&& revaluer) {
    std::vector<double> deltas(book.size());
    std::size_t step = 0;
    std::string command;
    while (std::cin >> command) {
        if (command == "time") {
            long ticks = 0;
            std::cin >> ticks;
            auto start = std::chrono::steady_clock::now();
            for (long i = 0; i < ticks; i++) {
                revaluer.revalue(book.prices[step++ % book.prices.size()], deltas.data());
                asm volatile("" : : "r"(deltas.data()) : "memory");  // every delta has to be in memory before the next tick
            }
            std::chrono::duration<double, std::nano> taken = std::chrono::steady_clock::now() - start;
            std::printf("%.17g\n", taken.count() / static_cast<double>(ticks) / static_cast<double>(book.size()));
        } else if (command == "deltas") {
            double price = 0;
            std::string path;
            std::cin >> price >> path;
            revaluer.revalue(price, deltas.data());
            std::ofstream file(path, std::ios::binary);
            file.write(reinterpret_cast<const char*>(deltas.data()), static_cast<std::streamsize>(deltas.size() * sizeof(double)));
            file.close();
            std::puts(file ? "ok" : "failed");
        } else {
            return 2;
        }
        std::fflush(stdout);
    }
    return 0;
}
