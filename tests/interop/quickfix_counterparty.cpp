// The other side of the interoperability tests, on QuickFIX C++: an engine that no one here wrote.
//
//   quickfix_counterparty acceptor|initiator PORT STORE_FOLDER FIX.4.2|FIX.4.4 DICTIONARY|- [CERTIFICATE_FOLDER]
//
// The acceptor is VENUE and answers each NewOrderSingle with a fill; the initiator is HEDGE. With a certificate folder (own.pem, own.key, root.pem) it talks TLS and asks
// the other side for a certificate too.
//
// It prints one line for each event: "logon", "logout", "in TYPE MSGSEQNUM CONTENT [dup]" and "out TYPE MSGSEQNUM CONTENT [dup]", where CONTENT is ClOrdID, NewSeqNo,
// TestReqID, BeginSeqNo or Text. It takes one command for each line, answers "done COMMAND", and ends when its input ends:
//
//   order ID | report ID   sends a NewOrderSingle or an ExecutionReport; a number is used up even while the session is down
//   next-out N | next-in N sets its next number to send, or the one it expects
//   sequence-reset N       sends a SequenceReset-Reset
//   test ID                sends a TestRequest
//   logout | logon | drop  logs out in order and stays out, comes back, or cuts the connection

#define HAVE_SSL 1

#include <quickfix/Application.h>
#include <quickfix/DataDictionary.h>
#include <quickfix/FileStore.h>
#include <quickfix/Session.h>
#include <quickfix/SessionSettings.h>
#include <quickfix/ThreadedSSLSocketAcceptor.h>
#include <quickfix/ThreadedSSLSocketInitiator.h>
#include <quickfix/ThreadedSocketAcceptor.h>
#include <quickfix/ThreadedSocketInitiator.h>

#include <iostream>
#include <memory>
#include <mutex>
#include <sstream>
#include <string>

namespace
{

void say(const std::string& line)
{
    static std::mutex one;
    std::lock_guard<std::mutex> guard(one);
    std::cout << line << std::endl;
}

std::string describe(const char* direction, const FIX::Message& message)
{
    const FIX::Header& header = message.getHeader();
    std::ostringstream line;
    line << direction << ' ' << header.getField(FIX::FIELD::MsgType) << ' ' << header.getField(FIX::FIELD::MsgSeqNum) << ' ';
    bool found = false;
    for (int tag : {FIX::FIELD::ClOrdID, FIX::FIELD::NewSeqNo, FIX::FIELD::TestReqID, FIX::FIELD::BeginSeqNo, FIX::FIELD::Text})
    {
        if (found || !message.isSetField(tag)) continue;
        line << message.getField(tag);
        found = true;
    }

    if (!found) line << '-';
    if (header.isSetField(FIX::FIELD::PossDupFlag) && header.getField(FIX::FIELD::PossDupFlag) == "Y") line << " dup";
    return line.str();
}

FIX::Message message(const char* type)
{
    FIX::Message made;
    made.getHeader().setField(FIX::MsgType(type));
    return made;
}

class Counterparty : public FIX::Application
{
public:
    void onCreate(const FIX::SessionID& id) override { _session = FIX::Session::lookupSession(id); }
    void onLogon(const FIX::SessionID&) override { say("logon"); }
    void onLogout(const FIX::SessionID&) override { say("logout"); }
    void toAdmin(FIX::Message& sent, const FIX::SessionID&) override { say(describe("out", sent)); }
    void toApp(FIX::Message& sent, const FIX::SessionID&) throw(FIX::DoNotSend) override { say(describe("out", sent)); }
    void fromAdmin(const FIX::Message& received, const FIX::SessionID&)
        throw(FIX::FieldNotFound, FIX::IncorrectDataFormat, FIX::IncorrectTagValue, FIX::RejectLogon) override
    {
        say(describe("in", received));
    }
    void fromApp(const FIX::Message& received, const FIX::SessionID&)
        throw(FIX::FieldNotFound, FIX::IncorrectDataFormat, FIX::IncorrectTagValue, FIX::UnsupportedMessageType) override
    {
        say(describe("in", received));
        if (received.getHeader().getField(FIX::FIELD::MsgType) == "D") report(received.getField(FIX::FIELD::ClOrdID));
    }

    void command(const std::string& line)
    {
        std::istringstream words(line);
        std::string verb, argument;
        words >> verb >> argument;
        if (verb == "order") order(argument);
        else if (verb == "report") report(argument);
        else if (verb == "next-out") _session->setNextSenderMsgSeqNum(std::stoi(argument));
        else if (verb == "next-in") _session->setNextTargetMsgSeqNum(std::stoi(argument));
        else if (verb == "sequence-reset") sequenceReset(std::stoi(argument));
        else if (verb == "test") test(argument);
        else if (verb == "logout") _session->logout("asked to");
        else if (verb == "logon") _session->logon();
        else if (verb == "drop") _session->disconnect();
        else say("unknown command " + line);
        say("done " + line);
    }

private:
    void order(const std::string& id)
    {
        FIX::Message order = message("D");
        order.setField(FIX::ClOrdID(id));
        order.setField(FIX::HandlInst('1'));
        order.setField(FIX::Symbol("BTC-PERP"));
        order.setField(FIX::Side('1'));
        order.setField(FIX::TransactTime(3));
        order.setField(FIX::OrderQty(2.5));
        order.setField(FIX::OrdType('2'));
        order.setField(FIX::Price(65432.5));
        _session->send(order);
    }

    void report(const std::string& id)
    {
        FIX::Message report = message("8");
        report.setField(FIX::OrderID("V-" + id));
        report.setField(FIX::ExecID("E-" + id));
        report.setField(FIX::ClOrdID(id));
        report.setField(FIX::ExecType('F'));
        report.setField(FIX::OrdStatus('2'));
        report.setField(FIX::Symbol("BTC-PERP"));
        report.setField(FIX::Side('1'));
        report.setField(FIX::LeavesQty(0));
        report.setField(FIX::CumQty(2.5));
        report.setField(FIX::AvgPx(65432.5));
        report.setField(FIX::Text("quoted '=' and |"));
        _session->send(report);
    }

    void sequenceReset(int next)
    {
        FIX::Message reset = message("4");
        reset.setField(FIX::GapFillFlag(false));
        reset.setField(FIX::NewSeqNo(next));
        _session->send(reset);
        _session->setNextSenderMsgSeqNum(next);
    }

    void test(const std::string& id)
    {
        FIX::Message request = message("1");
        request.setField(FIX::TestReqID(id));
        _session->send(request);
    }

    FIX::Session* _session = nullptr;
};

FIX::SessionSettings settings(bool isAcceptor, const std::string& port, const std::string& store, const std::string& version, const std::string& dictionary, const std::string& certificates)
{
    std::stringstream text;
    text << "[DEFAULT]\nConnectionType=" << (isAcceptor ? "acceptor" : "initiator") << "\nStartTime=00:00:00\nEndTime=00:00:00\nHeartBtInt=5\nReconnectInterval=1\nSocketNodelay=Y\n"
         << "FileStorePath=" << store << "\n";
    if (dictionary == "-") text << "UseDataDictionary=N\n";
    else text << "UseDataDictionary=Y\nDataDictionary=" << dictionary << "\n";
    if (!certificates.empty())
    {
        const char* side = isAcceptor ? "Server" : "Client";
        text << side << "CertificateFile=" << certificates << "/own.pem\n" << side << "CertificateKeyFile=" << certificates << "/own.key\n"
             << "CertificationAuthoritiesFile=" << certificates << "/root.pem\nCertificateVerifyLevel=2\nSSLProtocol=+TLSv1_2\n";
    }

    text << "[SESSION]\nBeginString=" << version << "\n"
         << (isAcceptor ? "SenderCompID=VENUE\nTargetCompID=HEDGE\nSocketReuseAddress=Y\nSocketAcceptPort=" : "SenderCompID=HEDGE\nTargetCompID=VENUE\nSocketConnectHost=127.0.0.1\nSocketConnectPort=") << port << "\n";
    return FIX::SessionSettings(text);
}

template <class Engine>
void run(const FIX::SessionSettings& config)
{
    Counterparty counterparty;
    FIX::FileStoreFactory stores(config);
    Engine engine(counterparty, stores, config);
    engine.start();
    say("started");
    for (std::string line; std::getline(std::cin, line);) counterparty.command(line);
    engine.stop(true);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 6 && argc != 7) return 2;
    bool isAcceptor = std::string(argv[1]) == "acceptor";
    bool isSecure = argc == 7;
    try
    {
        FIX::SessionSettings config = settings(isAcceptor, argv[2], argv[3], argv[4], argv[5], isSecure ? argv[6] : "");
        if (isAcceptor && isSecure) run<FIX::ThreadedSSLSocketAcceptor>(config);
        else if (isAcceptor) run<FIX::ThreadedSocketAcceptor>(config);
        else if (isSecure) run<FIX::ThreadedSSLSocketInitiator>(config);
        else run<FIX::ThreadedSocketInitiator>(config);
    }
    catch (const std::exception& error)
    {
        say(std::string("failed ") + error.what());
        return 1;
    }

    return 0;
}
