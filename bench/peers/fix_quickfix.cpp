// One side of an order round trip on QuickFIX C++, in the fastest way that the library offers: threaded sockets without delay, no log, no data dictionary,
// messages kept in memory only. The engine it is raced against stores every message on disk: the difference is in QuickFIX's favour.
//
//   fix_quickfix acceptor  PORT CPU   answers each NewOrderSingle with a fill; ends when its input ends
//   fix_quickfix initiator PORT CPU   for each line "run COUNT" sends COUNT orders one after another and prints their round trips in nanoseconds on one line
//
// Both print "ready" once logged on. CPU is the one to run on, or -1 for any.

#include <quickfix/Application.h>
#include <quickfix/MessageStore.h>
#include <quickfix/Session.h>
#include <quickfix/SessionSettings.h>
#include <quickfix/ThreadedSocketAcceptor.h>
#include <quickfix/ThreadedSocketInitiator.h>
#include <quickfix/fix44/ExecutionReport.h>
#include <quickfix/fix44/NewOrderSingle.h>

#include <sched.h>
#include <time.h>

#include <atomic>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

namespace
{

long nowNanos()
{
    timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000L + now.tv_nsec;
}

class Side : public FIX::Application
{
public:
    void onCreate(const FIX::SessionID&) override {}
    void onLogon(const FIX::SessionID& session) override
    {
        _session = session;
        isUp = true;
        std::cout << "ready" << std::endl;
    }
    void onLogout(const FIX::SessionID&) override { isUp = false; }
    void toAdmin(FIX::Message&, const FIX::SessionID&) override {}
    void toApp(FIX::Message&, const FIX::SessionID&) throw(FIX::DoNotSend) override {}
    void fromAdmin(const FIX::Message&, const FIX::SessionID&) throw(FIX::FieldNotFound, FIX::IncorrectDataFormat, FIX::IncorrectTagValue, FIX::RejectLogon) override {}

    std::atomic<bool> isUp{false};

protected:
    FIX::SessionID _session;
};

class Venue : public Side
{
public:
    void fromApp(const FIX::Message& order, const FIX::SessionID& session)
        throw(FIX::FieldNotFound, FIX::IncorrectDataFormat, FIX::IncorrectTagValue, FIX::UnsupportedMessageType) override
    {
        FIX::ClOrdID id;
        FIX::Symbol symbol;
        FIX::Side side;
        FIX::OrderQty quantity;
        FIX::Price price;
        order.getField(id);
        order.getField(symbol);
        order.getField(side);
        order.getField(quantity);
        order.getField(price);
        FIX44::ExecutionReport report(FIX::OrderID("V-000123"), FIX::ExecID("E-000456"), FIX::ExecType('F'), FIX::OrdStatus('2'), side, FIX::LeavesQty(0), FIX::CumQty(quantity), FIX::AvgPx(price));
        report.set(id);
        report.set(symbol);
        report.set(quantity);
        report.set(FIX::LastQty(quantity));
        report.set(FIX::LastPx(price));
        report.set(FIX::TransactTime(3));
        FIX::Session::sendToTarget(report, session);
    }
};

class Trader : public Side
{
public:
    void run(size_t count)
    {
        _nanos.clear();
        _nanos.reserve(count);
        _count = count;
        _done = false;
        send();
        while (!_done && isUp) std::this_thread::sleep_for(std::chrono::milliseconds(1));
        for (long nanos : _nanos) std::cout << nanos << ' ';
        std::cout << std::endl;
    }

    void fromApp(const FIX::Message& report, const FIX::SessionID&)
        throw(FIX::FieldNotFound, FIX::IncorrectDataFormat, FIX::IncorrectTagValue, FIX::UnsupportedMessageType) override
    {
        FIX::ClOrdID id;
        FIX::LastQty quantity;
        FIX::LastPx price;
        FIX::CumQty filled;
        FIX::LeavesQty leaves;
        report.getField(id);
        report.getField(quantity);
        report.getField(price);
        report.getField(filled);
        report.getField(leaves);
        _nanos.push_back(nowNanos() - _sentAt);
        if (_nanos.size() < _count) send();
        else _done = true;
    }

private:
    void send()
    {
        _sentAt = nowNanos();
        FIX44::NewOrderSingle order(FIX::ClOrdID("H1-7"), FIX::Side('1'), FIX::TransactTime(3), FIX::OrdType('2'));
        order.set(FIX::HandlInst('1'));
        order.set(FIX::Symbol("BTC-PERP"));
        order.set(FIX::OrderQty(2.5));
        order.set(FIX::Price(65432.50));
        order.set(FIX::TimeInForce('3'));
        FIX::Session::sendToTarget(order, _session);
    }

    std::vector<long> _nanos;
    size_t _count = 0;
    long _sentAt = 0;
    std::atomic<bool> _done{false};
};

FIX::SessionSettings settings(bool isAcceptor, const std::string& port)
{
    std::stringstream text;
    text << "[DEFAULT]\nConnectionType=" << (isAcceptor ? "acceptor" : "initiator") << "\nStartTime=00:00:00\nEndTime=00:00:00\nHeartBtInt=30\nReconnectInterval=1\nUseDataDictionary=N\n"
         << "SocketNodelay=Y\nResetOnLogon=Y\n[SESSION]\nBeginString=FIX.4.4\n"
         << (isAcceptor ? "SenderCompID=VENUE\nTargetCompID=HEDGE\nSocketReuseAddress=Y\nSocketAcceptPort=" : "SenderCompID=HEDGE\nTargetCompID=VENUE\nSocketConnectHost=127.0.0.1\nSocketConnectPort=") << port << "\n";
    return FIX::SessionSettings(text);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 4) return 2;
    bool isAcceptor = std::string(argv[1]) == "acceptor";
    int cpu = std::atoi(argv[3]);
    if (cpu >= 0)
    {
        cpu_set_t mask;
        CPU_ZERO(&mask);
        CPU_SET(cpu, &mask);
        sched_setaffinity(0, sizeof mask, &mask);
    }

    try
    {
        FIX::SessionSettings config = settings(isAcceptor, argv[2]);
        FIX::MemoryStoreFactory stores;
        std::string line;
        if (isAcceptor)
        {
            Venue venue;
            FIX::ThreadedSocketAcceptor acceptor(venue, stores, config);
            acceptor.start();
            while (std::getline(std::cin, line)) {}
            acceptor.stop(true);
        }
        else
        {
            Trader trader;
            FIX::ThreadedSocketInitiator initiator(trader, stores, config);
            initiator.start();
            while (std::getline(std::cin, line)) trader.run(std::stoul(line.substr(4)));
            initiator.stop(true);
        }
    }
    catch (const std::exception& error)
    {
        std::cerr << error.what() << std::endl;
        return 1;
    }

    return 0;
}
